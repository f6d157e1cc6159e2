/** Runs what the README shows: the requests of {@code requests/}, and the answers printed in the README. */
@NullMarked
package org.precept.walkthrough;

import org.jspecify.annotations.NullMarked;
