/**
 * What is run against the packaged jar: the load run of the README, which prints latency, throughput, start time and memory,
 * and the run that kills the server again and again ({@link org.precept.bench.KillRun}).
 */
@NullMarked
package org.precept.bench;

import org.jspecify.annotations.NullMarked;
