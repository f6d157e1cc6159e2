/** Tests of adaptive forms. */
@NullMarked
package org.precept.dtr.adaptive;

import org.jspecify.annotations.NullMarked;
