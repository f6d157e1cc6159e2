/**
 * What is measured of every call: CRDMetricData of CRD 2.2.1, counters and timers for operations, and the report of a day.
 * Imports the ports of {@code record} and what lies below it.
 */
@NullMarked
package org.precept.crd.metrics;

import org.jspecify.annotations.NullMarked;
