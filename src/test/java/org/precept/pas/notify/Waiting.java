package org.precept.pas.notify;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes soon. */
final class Waiting {

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come true within 20 seconds");
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
