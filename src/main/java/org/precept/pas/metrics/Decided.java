package org.precept.pas.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;

/**
 * What became of a request, or of those of its items that one policy governs.
 *
 * @param outcome of all of them together
 * @param took from its arrival until the last of them was decided; empty unless all are
 */
record Decided(Outcome outcome, Optional<Duration> took) {

    /** Outcomes of requests. */
    enum Outcome {
        /** Every item as asked, or changed by a reviewer. */
        APPROVED,
        /** Some items approved, some denied. */
        PARTLY_APPROVED,
        /** No item approved, at least one denied. */
        DENIED,
        /** An item still waits. */
        PENDED,
        /** Nothing was decided: withdrawn, or every item in error. */
        CLOSED
    }

    static Decided of(Collection<FiledItem> items, Instant receivedAt) {
        List<FiledItem> counted = items.stream()
                .filter(item -> item.status() != ItemStatus.CANCELLED && item.status() != ItemStatus.IN_ERROR)
                .toList();
        boolean approved = counted.stream().anyMatch(Decided::approved);
        boolean denied = counted.stream().anyMatch(item -> item.status() == ItemStatus.DENIED);
        if (counted.stream().anyMatch(item -> item.status().pended())) {
            return new Decided(Outcome.PENDED, Optional.empty());
        }
        if (!approved && !denied) {
            return new Decided(Outcome.CLOSED, Optional.empty());
        }
        Outcome outcome = !denied ? Outcome.APPROVED : approved ? Outcome.PARTLY_APPROVED : Outcome.DENIED;
        return new Decided(
                outcome,
                counted.stream()
                        .map(FiledItem::changedAt)
                        .max(Instant::compareTo)
                        .map(last -> Duration.between(receivedAt, last))
                        .map(time -> time.isNegative() ? Duration.ZERO : time));
    }

    private static boolean approved(FiledItem item) {
        return item.status() == ItemStatus.APPROVED || item.status() == ItemStatus.MODIFIED;
    }

    /** True when something was approved and nothing waits. */
    boolean approved() {
        return outcome == Outcome.APPROVED || outcome == Outcome.PARTLY_APPROVED;
    }
}
