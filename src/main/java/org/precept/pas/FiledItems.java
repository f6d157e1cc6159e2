package org.precept.pas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.CodeUnread;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.Review;

/** Outcomes as the items of a file. */
final class FiledItems {

    private FiledItems() {}

    /** Every item ever asked for: as the outcomes say, and as before where they say nothing. */
    static List<FiledItem> of(
            List<ItemOutcome> outcomes, @Nullable RequestFile before, PasRequest request, Instant now) {
        Map<Integer, FiledItem> items = new TreeMap<>();
        Optional.ofNullable(before)
                .map(RequestFile::items)
                .orElse(List.of())
                .forEach(item -> items.put(item.sequence(), item));
        for (ItemOutcome outcome : outcomes) {
            items.put(
                    outcome.item().sequence(),
                    of(outcome, items.get(outcome.item().sequence()), request, now));
        }
        List<FiledItem> all = new ArrayList<>(items.values());
        all.sort(Comparator.comparingInt(FiledItem::sequence));
        return all;
    }

    private static FiledItem of(ItemOutcome outcome, @Nullable FiledItem before, PasRequest request, Instant now) {
        if (outcome instanceof Kept kept) {
            return kept.filed();
        }
        if (outcome instanceof InError error && error.filed() != null) {
            return error.filed();
        }
        if (outcome instanceof Determined determined) {
            return of(determined, now);
        }
        // What its codes named before they were taken back is not what it is for now.
        boolean nameless = outcome instanceof CodeAwaited || outcome instanceof CodeUnread;
        FiledItem stood = before == null || nameless ? blank(outcome, request, now) : before;
        return new FiledItem(
                stood.sequence(),
                outcome.status(),
                outcome.number(),
                outcome.reason(),
                queue(outcome),
                stood.policy(),
                stood.phase(),
                stood.product(),
                outcome instanceof Reviewed reviewed && reviewed.period() != null ? reviewed.units() : stood.units(),
                stood.serviceDate(),
                decidedBy(outcome, stood),
                now);
    }

    private static @Nullable String queue(ItemOutcome outcome) {
        if (outcome instanceof CodeUnread unread) {
            return unread.queue().code();
        }
        return outcome instanceof Rerouted rerouted ? rerouted.queue().code() : null;
    }

    private static FiledItem of(Determined outcome, Instant now) {
        Determination determination = outcome.determination();
        return new FiledItem(
                outcome.item().sequence(),
                outcome.status(),
                outcome.number(),
                outcome.reason(),
                outcome.decision() instanceof ReviewNeeded review
                        ? review.queue().code()
                        : null,
                determination.policy().canonical().toString(),
                determination.phase().code(),
                determination.request().product(),
                outcome.units(),
                determination.request().serviceDate(),
                null,
                now);
    }

    private static FiledItem blank(ItemOutcome outcome, PasRequest request, Instant now) {
        LocalDate serviced = outcome.item().serviceDate();
        return new FiledItem(
                outcome.item().sequence(),
                outcome.status(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                serviced == null ? request.requestDate() : serviced,
                null,
                now);
    }

    private static @Nullable String decidedBy(ItemOutcome outcome, FiledItem stood) {
        if (outcome instanceof Reviewed reviewed) {
            return reviewed.review() instanceof Review.AskMore
                    ? null
                    : reviewed.reviewer().name();
        }
        return outcome instanceof Rerouted ? stood.decidedBy() : null;
    }
}
