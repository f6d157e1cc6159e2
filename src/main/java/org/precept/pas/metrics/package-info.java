/**
 * What is measured of every exchange (PASMetricData of PAS 2.2.1) and the report of what CMS-0057-F asks payers to publish.
 * Imports {@code pas}, {@code door}, the ports of {@code record} and what lies below them.
 */
@NullMarked
package org.precept.pas.metrics;

import org.jspecify.annotations.NullMarked;
