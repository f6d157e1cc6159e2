/** Rules and effects of reviews. */
@NullMarked
package org.precept.pas.reviewing;

import org.jspecify.annotations.NullMarked;
