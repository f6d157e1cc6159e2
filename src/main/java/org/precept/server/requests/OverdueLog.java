package org.precept.server.requests;

import java.time.Duration;
import org.precept.door.RecurringWork;
import org.precept.server.requests.PressingRequests.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the server's log now and then how many requests are overdue, as long as there are any; never whose they are. */
final class OverdueLog implements RecurringWork.Work {
    private static final Logger log = LoggerFactory.getLogger(OverdueLog.class);
    private static final Duration BETWEEN = Duration.ofMinutes(15);

    private final PressingRequests requests;

    private OverdueLog(PressingRequests requests) {
        this.requests = requests;
    }

    /** Begins at once. */
    static RecurringWork recurring(PressingRequests requests) {
        return new RecurringWork("overdue-requests", Duration.ZERO, BETWEEN, new OverdueLog(requests));
    }

    @Override
    public void run(RecurringWork.Stop stop) {
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
