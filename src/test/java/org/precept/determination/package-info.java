/** Unit tests. */
@NullMarked
package org.precept.determination;

import org.jspecify.annotations.NullMarked;
