/** Tests of filling forms on request. */
@NullMarked
package org.precept.dtr.populate;

import org.jspecify.annotations.NullMarked;
