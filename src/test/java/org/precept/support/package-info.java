/** What the tests of the running server share. */
@NullMarked
package org.precept.support;

import org.jspecify.annotations.NullMarked;
