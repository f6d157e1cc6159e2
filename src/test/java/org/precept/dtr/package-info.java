/** Tests of the documentation door. */
@NullMarked
package org.precept.dtr;

import org.jspecify.annotations.NullMarked;
