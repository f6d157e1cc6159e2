/** Tests of stored answers. */
@NullMarked
package org.precept.dtr.answers;

import org.jspecify.annotations.NullMarked;
