/** Tests of the metrics of hook calls. */
@NullMarked
package org.precept.crd.metrics;

import org.jspecify.annotations.NullMarked;
