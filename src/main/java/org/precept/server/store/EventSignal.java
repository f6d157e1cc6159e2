package org.precept.server.store;

import java.time.Duration;

/** Wakes the dispatcher of this process when there is something to send; others find it when they look next. */
final class EventSignal {

    private long signals;

    /** Says that there is something to do. */
    synchronized void raise() {
        signals++;
        notifyAll();
    }

    /** Changes with every signal. */
    synchronized long seen() {
        return signals;
    }

    /** Waits until there was a signal since {@code seen}, or the time has passed. */
    synchronized void await(long seen, Duration atMost) throws InterruptedException {
        if (signals == seen) {
            wait(Math.max(1, atMost.toMillis()));
        }
    }
}
