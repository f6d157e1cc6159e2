package org.precept.criteria;

import java.time.Duration;

/**
 * How much work the engine takes on.
 *
 * @param threads evaluations at the same time
 * @param waiting evaluations that may wait for a thread; more are refused
 * @param deadline how long one evaluation may take, waiting included
 */
public record EngineLimits(int threads, int waiting, Duration deadline) {

    /** One thread per processor, 256 waiting, two seconds. */
    public static EngineLimits standard() {
        return new EngineLimits(Runtime.getRuntime().availableProcessors(), 256, Duration.ofSeconds(2));
    }
}
