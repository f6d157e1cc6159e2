package org.precept.server.store;

import java.time.Duration;
import org.precept.door.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link ExpiredCalls} delete every hour, with rests, so that requests do not notice. */
final class ExpiredCallsRemoval implements RecurringWork.Work {

    private static final Logger log = LoggerFactory.getLogger(ExpiredCallsRemoval.class);
    private static final Duration BETWEEN_RUNS = Duration.ofHours(1);
    private static final Duration REST = Duration.ofMillis(200);
    /** More than a busy hour brings; what is left waits for the next hour. */
    private static final int MOST_STEPS = 10_000;

    private final ExpiredCalls expired;

    private ExpiredCallsRemoval(ExpiredCalls expired) {
        this.expired = expired;
    }

    /** Begins an hour after the start. */
    static RecurringWork recurring(ExpiredCalls expired) {
        return new RecurringWork("expired-calls", BETWEEN_RUNS, BETWEEN_RUNS, new ExpiredCallsRemoval(expired));
    }

    @Override
    public void run(RecurringWork.Stop stop) throws InterruptedException {
        try {
            int steps = 0;
            while (steps < MOST_STEPS && expired.deleteSome() && !stop.within(REST)) {
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
