package org.precept.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecurringWorkTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<Thread> runs = new LinkedBlockingQueue<>();

    @Test
    void recursOnADaemonOfItsNameUntilItIsStopped() throws InterruptedException {
        RecurringWork work = new RecurringWork("at-work", Duration.ZERO, Duration.ofMillis(1), this::run);

        work.start();

        Thread thread = next();
        assertThat(thread.getName()).isEqualTo("at-work");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(next()).isSameAs(thread);
        assertThat(work.isRunning()).isTrue();

        work.stop();

        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
        assertThat(work.isRunning()).isFalse();
    }

    @Test
    void restsBeforeTheFirstRunAndBetweenRunsAsLongAsItIsTold() throws InterruptedException {
        RecurringWork later = new RecurringWork("later", LONG, Duration.ZERO, this::run);
        RecurringWork once = new RecurringWork("once", Duration.ZERO, LONG, this::run);

        later.start();
        once.start();

        assertThat(next().getName()).isEqualTo("once");
        assertThat(runs.poll(100, TimeUnit.MILLISECONDS)).isNull();
        later.stop();
        once.stop();
    }

    @Test
    void aRunNoticesThatItIsToStop() throws InterruptedException {
        CountDownLatch noticed = new CountDownLatch(1);
        RecurringWork work = new RecurringWork("resting", Duration.ZERO, LONG, stop -> {
            runs.add(Thread.currentThread());
            if (stop.within(LONG) && !Thread.currentThread().isInterrupted()) {
                noticed.countDown();
            }
        });
        work.start();
        next();

        work.stop();

        assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void startsAgainAfterItWasStopped() throws InterruptedException {
        RecurringWork work = new RecurringWork("again", Duration.ZERO, LONG, this::run);
        work.start();
        Thread first = next();
        work.stop();

        work.start();

        assertThat(next()).isNotSameAs(first);
        work.stop();
    }

    private void run(RecurringWork.Stop stop) {
        runs.add(Thread.currentThread());
    }

    private Thread next() throws InterruptedException {
        Thread run = runs.poll(10, TimeUnit.SECONDS);
        assertThat(run).as("a run").isNotNull();
        return run;
    }
}
