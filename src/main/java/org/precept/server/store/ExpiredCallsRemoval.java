package org.precept.server.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has {@link ExpiredCalls} delete every hour, with rests, so that requests do not notice. */
final class ExpiredCallsRemoval implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ExpiredCallsRemoval.class);
    private static final Duration BETWEEN_RUNS = Duration.ofHours(1);
    private static final Duration REST = Duration.ofMillis(200);
    /** More than a busy hour brings; what is left waits for the next hour. */
    private static final int MOST_STEPS = 10_000;

    private final ExpiredCalls expired;
    private volatile @Nullable CountDownLatch stopped;

    ExpiredCallsRemoval(ExpiredCalls expired) {
        this.expired = expired;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        Thread thread = new Thread(() -> work(stop), "expired-calls");
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
            while (!stop.await(BETWEEN_RUNS.toMillis(), TimeUnit.MILLISECONDS)) {
                run(stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(CountDownLatch stop) throws InterruptedException {
        try {
            int steps = 0;
            while (steps < MOST_STEPS && expired.deleteSome() && !stop.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                steps++;
            }
            if (steps > 0) {
                log.info("Deleted hook calls that were kept as long as configured, in {} steps", steps);
            }
        } catch (RuntimeException e) {
            log.error("Old hook calls could not be deleted ({}); trying again in an hour", SafeName.of(e));
        }
    }
}
