package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;

/**
 * Items that are decided once more, as they stand.
 *
 * @param items none for a new request
 */
record StandingItems(List<FiledItem> items) {

    /** Copies the list. */
    StandingItems {
        items = List.copyOf(items);
    }

    /** Those of a file that the plans are about. */
    static StandingItems of(@Nullable RequestFile file, List<ItemPlan> plans) {
        return new StandingItems(plans.stream()
                .flatMap(
                        plan -> Optional.ofNullable(file)
                                .flatMap(filed -> filed.item(plan.item().sequence()))
                                .stream())
                .toList());
    }

    /** The number under which an item waits; empty when it does not. */
    Optional<String> traceNumber(SubmittedItem item) {
        return items.stream()
                .filter(filed -> filed.sequence() == item.sequence())
                .filter(filed -> filed.status().pended())
                .flatMap(filed -> Optional.ofNullable(filed.number()).stream())
                .findFirst();
    }

    /** A ledger without what was approved for these items: what replaces it must not count beside it. */
    Ledger without(Ledger onFile) {
        List<Authorization> left = new ArrayList<>();
        for (Authorization authorization : onFile.authorizations()) {
            Authorization reduced = authorization;
            for (FiledItem item : items) {
                reduced = reduced == null ? null : without(reduced, item);
            }
            if (reduced != null) {
                left.add(reduced);
            }
        }
        return new Ledger(left);
    }

    private static @Nullable Authorization without(Authorization authorization, FiledItem item) {
        if (!LedgerEntries.approved(item.status()) || !authorization.number().equals(item.number())) {
            return authorization;
        }
        BigDecimal units = authorization.units();
        BigDecimal taken = item.units();
        if (units == null || taken == null || units.compareTo(taken) <= 0) {
            return null;
        }
        return new Authorization(
                authorization.number(),
                authorization.product(),
                units.subtract(taken),
                authorization.serviceDate(),
                authorization.period());
    }
}
