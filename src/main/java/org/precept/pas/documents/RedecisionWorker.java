package org.precept.pas.documents;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds for arrivals that were left over. */
final class RedecisionWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedecisionWorker.class);
    private static final Duration REST = Duration.ofSeconds(2);

    private final Redecisions redecisions;
    private volatile @Nullable CountDownLatch stopped;

    RedecisionWorker(Redecisions redecisions) {
        this.redecisions = redecisions;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        Thread thread = new Thread(() -> work(stop), "redecisions");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        CountDownLatch stop = stopped;
        stopped = null;
        if (stop != null) {
            stop.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void work(CountDownLatch stop) {
        try {
            while (!stop.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            redecisions.overdue();
        } catch (RuntimeException e) {
            log.error(
                    "Documents that arrived could not be looked up ({}); trying again",
                    e.getClass().getName());
        }
    }
}
