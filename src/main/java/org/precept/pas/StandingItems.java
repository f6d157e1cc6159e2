package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.record.FiledItem;
import org.precept.record.Holding;
import org.precept.record.Holding.Part;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;

/**
 * Items that are decided once more or taken back, as they stand.
 *
 * @param file that they are in; null for a new request
 * @param items none for a new request
 */
record StandingItems(@Nullable RequestFile file, List<FiledItem> items) {

    /** Copies the list. */
    StandingItems {
        items = List.copyOf(items);
    }

    /** Those of a file that the plans are about, and those that the request takes back. */
    static StandingItems of(@Nullable RequestFile file, PasRequest request, List<ItemPlan> plans) {
        if (file == null) {
            return new StandingItems(null, List.of());
        }
        return new StandingItems(
                file,
                Stream.concat(
                                plans.stream().map(ItemPlan::item),
                                SubmittedItem.of(request).stream().filter(SubmittedItem::cancelled))
                        .map(SubmittedItem::sequence)
                        .distinct()
                        .flatMap(sequence -> file.item(sequence).stream())
                        .toList());
    }

    /** Id of the file; null for a new request. */
    @Nullable
    String fileId() {
        return file == null ? null : file.id();
    }

    /** The number under which an item waits; empty when it does not. */
    Optional<String> traceNumber(SubmittedItem item) {
        return number(item, ItemStatus::pended);
    }

    /** The number of the approval that an item stands on; empty when it stands on none. */
    Optional<String> approval(SubmittedItem item) {
        return number(item, LedgerEntries::approved);
    }

    private Optional<String> number(SubmittedItem item, Predicate<ItemStatus> standing) {
        return items.stream()
                .filter(filed -> filed.sequence() == item.sequence())
                .filter(filed -> standing.test(filed.status()))
                .flatMap(filed -> Stream.ofNullable(filed.number()))
                .findFirst();
    }

    /** A ledger without what was approved for these items alone: what replaces it must not count beside it. */
    Ledger without(Ledger onFile, Function<String, Optional<Holding>> holdings) {
        List<Authorization> left = new ArrayList<>();
        for (Authorization authorization : onFile.authorizations()) {
            Part part = part(authorization.number());
            if (part.ends()) {
                holdings.apply(authorization.number())
                        .map(holding -> holding.settled(fileId(), part))
                        .filter(holding -> !holding.over())
                        .ifPresent(holding -> left.add(holding.authorization()));
            } else {
                left.add(authorization);
            }
        }
        return new Ledger(left);
    }

    /** What nobody but these items asked for, of what was approved while orders were signed. */
    Ledger unrequested(Ledger unrequested, Function<String, Optional<Holding>> holdings) {
        Set<String> numbers = numbers();
        List<Authorization> left = new ArrayList<>();
        for (Authorization authorization : unrequested.authorizations()) {
            if (!numbers.contains(authorization.number())) {
                left.add(authorization);
            }
        }
        for (String number : numbers) {
            holdings.apply(number)
                    .flatMap(holding -> holding.unrequested(fileId(), part(number)))
                    .ifPresent(left::add);
        }
        return new Ledger(left);
    }

    /** Numbers that items of the file stand on. */
    private Set<String> numbers() {
        return file == null
                ? Set.of()
                : file.items().stream()
                        .filter(item -> LedgerEntries.approved(item.status()))
                        .flatMap(item -> Stream.ofNullable(item.number()))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What becomes of the file's part of an approval when these items end, and the others stay. */
    private Part part(String number) {
        Part part = Part.NONE;
        for (FiledItem item : file == null ? List.<FiledItem>of() : file.items()) {
            if (LedgerEntries.approved(item.status()) && number.equals(item.number())) {
                part = items.contains(item) ? part.ending(item.units()) : part.asking(item.units());
            }
        }
        return part;
    }
}
