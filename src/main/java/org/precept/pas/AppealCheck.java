package org.precept.pas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemPlan.Governed;
import org.precept.pas.ItemPlan.Wrong;
import org.precept.record.Deadlines;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * Whether a request may appeal what it names: each of its items was denied there, on a day that the policy's window still
 * reaches, no appeal of the request is being decided, and none of the item was decided before.
 */
final class AppealCheck {
    private final RequestFiles files;
    private final Deadlines deadlines;

    AppealCheck(RequestFiles files, Deadlines deadlines) {
        this.files = files;
        this.deadlines = deadlines;
    }

    /**
     * What is wrong with an appeal; empty when it may be decided.
     *
     * @param denied the request that it names
     * @param receivedAt the day of receipt counts (UTC)
     */
    List<BusinessError> errors(List<ItemPlan> plans, RequestFile denied, Instant receivedAt) {
        List<RequestFile> appeals = files.ofMember(denied.payer(), denied.memberNumber()).stream()
                .filter(file -> denied.id().equals(file.appealOf()))
                .toList();
        if (appeals.stream().anyMatch(RequestFile::pended)) {
            return List.of(new BusinessError(
                    Reason.APPEALED,
                    PasRequest.CLAIM + ".related",
                    "An appeal of this denial is being decided already. Send what belongs to it as an update of it."));
        }
        Set<Integer> appealed = appealed(appeals, denied);
        LocalDate today = LocalDate.ofInstant(receivedAt, ZoneOffset.UTC);
        List<BusinessError> errors = new ArrayList<>();
        for (ItemPlan plan : plans) {
            if (plan instanceof Wrong wrong) {
                errors.addAll(wrong.errors());
            } else {
                error(plan, denied, appealed, today).ifPresent(errors::add);
            }
        }
        return errors;
    }

    /** Sequences of the denied items that were appealed, and not withdrawn. */
    private static Set<Integer> appealed(List<RequestFile> appeals, RequestFile denied) {
        return appeals.stream()
                .flatMap(appeal -> appeal.items().stream())
                .filter(item -> item.status() != ItemStatus.CANCELLED && item.status() != ItemStatus.IN_ERROR)
                .flatMap(item -> deniedItem(item.sequence(), item.product(), denied).stream())
                .map(FiledItem::sequence)
                .collect(Collectors.toSet());
    }

    private Optional<BusinessError> error(ItemPlan plan, RequestFile denied, Set<Integer> appealed, LocalDate today) {
        String product = plan instanceof Governed governed ? governed.request().product() : null;
        Optional<FiledItem> item = deniedItem(plan.item().sequence(), product, denied);
        if (item.isEmpty()) {
            return Optional.of(new BusinessError(
                    Reason.NOT_DENIED,
                    plan.item().path(),
                    "This item was not denied in the request that is named. Appeal denied items only; for anything else"
                            + " send a new request or an update.",
                    plan.item().sequence()));
        }
        if (appealed.contains(item.get().sequence())) {
            return Optional.of(new BusinessError(
                    Reason.APPEALED,
                    PasRequest.CLAIM + ".related",
                    "The denial of this item was appealed before, and the appeal is decided. When it was denied, name"
                            + " that decision.",
                    plan.item().sequence()));
        }
        return deadlines
                .lastDayToAppeal(item.get())
                .filter(today::isAfter)
                .map(
                        last -> new BusinessError(
                                Reason.APPEAL_LATE,
                                PasRequest.CLAIM + ".related",
                                "This denial could be appealed until " + last
                                        + ". Ask the payer whether there is good cause for a later appeal, or send a new request."));
    }

    /**
     * The denied item with the sequence, else one of the same product. One that was denied before anybody knew which product
     * it was for may be appealed with the code that was missing.
     *
     * @param product null when the codes name none
     */
    private static Optional<FiledItem> deniedItem(int sequence, @Nullable String product, RequestFile denied) {
        List<FiledItem> candidates = denied.items().stream()
                .filter(item -> item.status() == ItemStatus.DENIED)
                .filter(item -> item.product() == null || item.product().equals(product))
                .toList();
        return candidates.stream()
                .filter(item -> item.sequence() == sequence)
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(item -> item.product() != null)
                        .findFirst());
    }
}
