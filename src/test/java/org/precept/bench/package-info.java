/** The load run of the README: starts the packaged jar and prints latency, throughput, start time and memory. */
@NullMarked
package org.precept.bench;

import org.jspecify.annotations.NullMarked;
