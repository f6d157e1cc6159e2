package org.precept.door;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Work that recurs on a thread of its own while the server runs. Stopping ends the rest between two runs, and neither
 * interrupts a run under way, because H2 closes its file when a thread is interrupted, nor waits for it.
 */
public final class RecurringWork implements SmartLifecycle {
    private final String thread;
    private final Duration first;
    private final Duration between;
    private final Work work;
    private volatile @Nullable CountDownLatch stopped;

    /**
     * Runs once it is started.
     *
     * @param thread name of the thread
     * @param first from the start to the first run
     * @param between from the end of a run to the next
     */
    public RecurringWork(String thread, Duration first, Duration between, Work work) {
        this.thread = thread;
        this.first = first;
        this.between = between;
        this.work = work;
    }

    /** What is done each time. */
    @FunctionalInterface
    public interface Work {
        /** Works. What it throws ends the recurrence, so it deals with its own failures. */
        void run(Stop stop) throws InterruptedException;
    }

    /** The end of the recurrence. */
    @FunctionalInterface
    public interface Stop {
        /** Rests; true as soon as the work is to stop, false after the whole rest. */
        boolean within(Duration rest) throws InterruptedException;
    }

    @Override
    public void start() {
        CountDownLatch latch = new CountDownLatch(1);
        stopped = latch;
        Thread started = new Thread(() -> recur(rest -> latch.await(rest.toMillis(), TimeUnit.MILLISECONDS)), thread);
        started.setDaemon(true);
        started.start();
    }

    @Override
    public void stop() {
        CountDownLatch latch = stopped;
        stopped = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void recur(Stop stop) {
        try {
            Duration rest = first;
            while (!stop.within(rest)) {
                work.run(stop);
                rest = between;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
