package org.precept.crd.ehr;

import java.time.Duration;

/**
 * When something must be done.
 *
 * @param nanos on the scale of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left; zero when nothing is. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** True when nothing is left. */
    boolean passed() {
        return left().isZero();
    }
}
