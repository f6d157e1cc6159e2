package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;

/**
 * Items that are decided once more or taken back, as they stand.
 *
 * @param items none for a new request
 */
record StandingItems(List<FiledItem> items) {

    /** Copies the list. */
    StandingItems {
        items = List.copyOf(items);
    }

    /** Those of a file that the plans are about, and those that the request takes back. */
    static StandingItems of(@Nullable RequestFile file, PasRequest request, List<ItemPlan> plans) {
        if (file == null) {
            return new StandingItems(List.of());
        }
        return new StandingItems(Stream.concat(
                        plans.stream().map(ItemPlan::item),
                        SubmittedItem.of(request).stream().filter(SubmittedItem::cancelled))
                .map(SubmittedItem::sequence)
                .distinct()
                .flatMap(sequence -> file.item(sequence).stream())
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

    /**
     * A ledger without what was approved for these items: what replaces it must not count beside it.
     *
     * @param shared whether another request stands on the approval of a number too, so that it stays on file
     */
    Ledger without(Ledger onFile, Predicate<String> shared) {
        List<Authorization> left = new ArrayList<>();
        for (Authorization authorization : onFile.authorizations()) {
            if (isOurs(authorization) && shared.test(authorization.number())) {
                left.add(authorization);
                continue;
            }
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

    private boolean isOurs(Authorization authorization) {
        return items.stream()
                .anyMatch(
                        item -> authorization.number().equals(item.number()) && LedgerEntries.approved(item.status()));
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
