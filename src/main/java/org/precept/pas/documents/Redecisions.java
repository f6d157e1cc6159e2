package org.precept.pas.documents;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.precept.record.Arrival;
import org.precept.record.Documents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has requests decided again on what has arrived for them. A failure is counted and tried again, later each time and at
 * least once an hour: an arrival is given up by nobody, whatever becomes of this process.
 */
final class Redecisions {

    private static final Logger log = LoggerFactory.getLogger(Redecisions.class);
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final int BATCH = 50;

    private final Documents documents;
    private final Redecision redecision;
    private final Clock clock;

    Redecisions(Documents documents, Redecision redecision, Clock clock) {
        this.documents = documents;
        this.redecision = redecision;
        this.clock = clock;
    }

    /**
     * Decides on what has arrived for the trace numbers, one after the other.
     *
     * @return false when one of them has to wait for another try
     */
    boolean now(Collection<String> traces) {
        boolean all = true;
        for (String trace : traces) {
            all &= decided(trace);
        }
        return all;
    }

    /** Decides on arrivals that are overdue: left by a process that ended, or by a failure. True when there were any. */
    boolean overdue() {
        Set<String> traces = new LinkedHashSet<>();
        documents.due(clock.instant(), BATCH).forEach(arrival -> traces.add(arrival.trace()));
        now(traces);
        return !traces.isEmpty();
    }

    private boolean decided(String trace) {
        try {
            redecision.decide(trace);
            return true;
        } catch (RuntimeException e) {
            // Messages may quote a member's data.
            log.warn(
                    "A request could not be decided again on a document ({}); it will be tried again",
                    e.getClass().getName());
            postpone(trace);
            return false;
        }
    }

    /** When even this fails, the arrival keeps the time that it was given when it was kept. */
    private void postpone(String trace) {
        try {
            documents.failed(trace, clock.instant().plus(pause(trace)));
        } catch (RuntimeException e) {
            log.warn("The failure could not be noted ({})", e.getClass().getName());
        }
    }

    private Duration pause(String trace) {
        int attempts = documents.waiting(Set.of(trace)).stream()
                .mapToInt(Arrival::attempts)
                .max()
                .orElse(0);
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
