package org.precept.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that the test moves, whoever reads it meanwhile. */
public final class MovingClock extends Clock {
    private volatile Instant now;

    /** @param begin as an instant, e.g. {@code 2026-11-16T10:00:00Z} */
    public MovingClock(String begin) {
        now = Instant.parse(begin);
    }

    /** Moves it forward. One thread does. */
    public void move(Duration by) {
        now = instant().plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
