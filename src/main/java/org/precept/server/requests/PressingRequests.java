package org.precept.server.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.precept.record.Deadlines;
import org.precept.record.Deadlines.Urgency;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/** Pended requests whose time has passed or passes soon, as of now. */
final class PressingRequests {
    private final RequestFiles files;
    private final Deadlines deadlines;
    private final Clock clock;

    PressingRequests(RequestFiles files, Deadlines deadlines, Clock clock) {
        this.files = files;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** A pended request and how urgent it is. */
    record Pressing(RequestFile file, Urgency urgency) {}

    /** The most urgent ones at a time. */
    record Listed(Instant at, Counted counted, List<Pressing> requests) {
        Listed {
            requests = List.copyOf(requests);
        }
    }

    /** How many there are; where policies warn at different times before, by the earliest warning. */
    record Counted(long overdue, long nearlyDue) {}

    /** The most urgent first. */
    Listed list(int most) {
        Instant now = now();
        Instant horizon = after(now.plus(
                deadlines.longestWarning(false).compareTo(deadlines.longestWarning(true)) > 0
                        ? deadlines.longestWarning(false)
                        : deadlines.longestWarning(true)));
        List<Pressing> pressing = files.pendedDueBefore(horizon, most).stream()
                .map(file -> new Pressing(file, deadlines.urgency(file, now)))
                .filter(each -> each.urgency() != Urgency.ON_TIME)
                .toList();
        return new Listed(now, count(now), pressing);
    }

    Counted count() {
        return count(now());
    }

    private Counted count(Instant now) {
        return new Counted(
                files.countPendedDue(true, Instant.EPOCH, now) + files.countPendedDue(false, Instant.EPOCH, now),
                nearlyDue(true, now) + nearlyDue(false, now));
    }

    /** Due now counts as nearly due: what is decided at the very moment is in time. */
    private long nearlyDue(boolean expedited, Instant now) {
        return files.countPendedDue(expedited, now, after(now.plus(deadlines.longestWarning(expedited))));
    }

    private Instant now() {
        return clock.instant();
    }

    /** The first moment after, as databases keep time. */
    private static Instant after(Instant time) {
        return time.plusNanos(1_000);
    }
}
