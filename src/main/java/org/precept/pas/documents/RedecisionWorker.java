package org.precept.pas.documents;

import java.time.Duration;
import org.precept.door.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds for arrivals that were left over. */
final class RedecisionWorker implements RecurringWork.Work {

    private static final Logger log = LoggerFactory.getLogger(RedecisionWorker.class);
    private static final Duration REST = Duration.ofSeconds(2);

    private final Redecisions redecisions;

    private RedecisionWorker(Redecisions redecisions) {
        this.redecisions = redecisions;
    }

    static RecurringWork recurring(Redecisions redecisions) {
        return new RecurringWork("redecisions", REST, REST, new RedecisionWorker(redecisions));
    }

    @Override
    public void run(RecurringWork.Stop stop) {
        try {
            redecisions.overdue();
        } catch (RuntimeException e) {
            log.error(
                    "Documents that arrived could not be looked up ({}); trying again",
                    e.getClass().getName());
        }
    }
}
