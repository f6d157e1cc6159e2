/** Tests of the package of the same name. */
@NullMarked
package org.precept.pas.metrics;

import org.jspecify.annotations.NullMarked;
