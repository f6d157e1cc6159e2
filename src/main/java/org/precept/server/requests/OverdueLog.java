package org.precept.server.requests;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.precept.server.requests.PressingRequests.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Says in the server's log now and then how many requests are overdue, as long as there are any; never whose they are. */
final class OverdueLog implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OverdueLog.class);
    private static final Duration BETWEEN = Duration.ofMinutes(15);

    private final PressingRequests requests;
    private volatile @Nullable CountDownLatch stopped;

    OverdueLog(PressingRequests requests) {
        this.requests = requests;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        Thread thread = new Thread(() -> work(stop), "overdue-requests");
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
            do {
                say();
            } while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say() {
        try {
            Counted counted = requests.count();
            if (counted.overdue() > 0) {
                log.warn(
                        "{} pended requests are overdue, {} more are nearly due: see /admin/overdue",
                        counted.overdue(),
                        counted.nearlyDue());
            } else if (counted.nearlyDue() > 0) {
                log.info("{} pended requests are nearly due: see /admin/overdue", counted.nearlyDue());
            }
        } catch (RuntimeException e) {
            log.error("Overdue requests could not be counted", e);
        }
    }
}
