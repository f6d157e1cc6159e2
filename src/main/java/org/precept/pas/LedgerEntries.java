package org.precept.pas;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Ledger;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.Holding;
import org.precept.record.Holding.Part;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;

/** What outcomes mean for the quantity ledger: approvals are added, approvals that no longer stand are taken back. */
final class LedgerEntries {

    private final Authorizations authorizations;

    LedgerEntries(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    /** True for an item that was granted something. */
    static boolean approved(ItemStatus status) {
        return status == ItemStatus.APPROVED || status == ItemStatus.MODIFIED;
    }

    /**
     * Enters outcomes.
     *
     * @param before the file as it stood; null for a new request
     * @param claimId id of the stored Claim, without type
     * @return numbers of approvals of which nothing is left
     */
    Set<String> enter(Received received, List<ItemOutcome> outcomes, @Nullable RequestFile before, String claimId) {
        Set<String> over = new LinkedHashSet<>();
        parts(outcomes, before)
                .forEach((number, part) -> authorizations
                        .holding(number)
                        .filter(holding -> !isSignedStill(holding, before, claimId))
                        .ifPresent(holding ->
                                keep(holding, holding.settled(before == null ? null : before.id(), part), over)));
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Reviewed reviewed) {
                takeBack(reviewed, received, over);
            }
        }
        for (Approval approval : approvals(outcomes)) {
            if (!approval.givenBefore()) {
                authorizations.add(
                        received.member().payer(),
                        received.member().number(),
                        approval.authorization(),
                        claimId,
                        approval.item());
            }
        }
        return over;
    }

    /** What the file's items stand on now and did before, by number; without what is approved now for the first time. */
    private static Map<String, Part> parts(List<ItemOutcome> outcomes, @Nullable RequestFile before) {
        Map<String, Part> parts = new LinkedHashMap<>();
        Map<Integer, ItemOutcome> bySequence = new HashMap<>();
        outcomes.forEach(outcome -> bySequence.put(outcome.item().sequence(), outcome));
        for (FiledItem stood : before == null ? List.<FiledItem>of() : before.items()) {
            ItemOutcome outcome = bySequence.get(stood.sequence());
            if (!approved(stood.status())) {
                continue;
            }
            if (outcome == null) {
                change(parts, stood.number(), part -> part.asking(stood.units()));
            } else if (!sameApproval(stood, outcome)) {
                change(parts, stood.number(), part -> part.ending(stood.units()));
            }
        }
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Determined determined && determined.givenBefore()) {
                change(parts, determined.number(), part -> part.asking(determined.units()));
            } else if (approved(outcome.status())) {
                FiledItem filed = stays(outcome);
                if (filed != null) {
                    change(parts, filed.number(), part -> part.asking(filed.units()));
                }
            }
        }
        return parts;
    }

    private static void change(Map<String, Part> parts, @Nullable String number, UnaryOperator<Part> change) {
        parts.merge(Objects.requireNonNull(number), change.apply(Part.NONE), (part, first) -> change.apply(part));
    }

    private static @Nullable FiledItem stays(ItemOutcome outcome) {
        if (outcome instanceof Kept kept) {
            return kept.filed();
        }
        return outcome instanceof InError error ? error.filed() : null;
    }

    /** Nobody asks for anything with the Claim that was made of signed orders, unless it takes something back. */
    private static boolean isSignedStill(Holding holding, @Nullable RequestFile before, String claimId) {
        return before != null && before.claimId().equals(claimId) && holding.isSigned(claimId);
    }

    /**
     * What was approved for an item while its order was signed, and went to a person because the request spoke against it, is
     * not to be had beside what that person approves. Of what a person denied, all or a part, nothing is to be had that nobody
     * had asked for by then: the same request in other words would get it.
     */
    private void takeBack(Reviewed reviewed, Received received, Set<String> over) {
        FiledItem filed = reviewed.filed();
        String product = filed.product();
        if (product == null || reviewed.status().pended()) {
            return;
        }
        Ledger unrequested = authorizations.unrequested(
                received.member().payer(), received.member().number());
        if (reviewed.status() == ItemStatus.APPROVED) {
            unrequested
                    .covering(product, filed.serviceDate(), filed.units())
                    .ifPresent(signed -> takeBack(signed, filed.units(), over));
        } else {
            unrequested.authorizations().stream()
                    .filter(signed -> signed.product().equals(product))
                    .filter(signed -> signed.period().contains(filed.serviceDate()))
                    .forEach(signed -> takeBack(signed, null, over));
        }
    }

    private void takeBack(Authorization signed, @Nullable BigDecimal most, Set<String> over) {
        authorizations.holding(signed.number()).ifPresent(holding -> keep(holding, holding.takenBack(most), over));
    }

    private void keep(Holding before, Holding now, Set<String> over) {
        if (!now.equals(before)) {
            authorizations.keep(now);
        }
        if (now.over()) {
            over.add(now.authorization().number());
        }
    }

    private static boolean sameApproval(FiledItem stood, ItemOutcome outcome) {
        return approved(outcome.status()) && String.valueOf(stood.number()).equals(outcome.number());
    }

    /** The approvals that are given by the outcomes; items under one number are one approval. */
    static List<Approval> approvals(List<ItemOutcome> outcomes) {
        Map<String, Approval> approvals = new LinkedHashMap<>();
        for (ItemOutcome outcome : outcomes) {
            Approval approval = approval(outcome);
            if (approval != null) {
                approvals.merge(approval.authorization().number(), approval, Approval::and);
            }
        }
        return List.copyOf(approvals.values());
    }

    private static @Nullable Approval approval(ItemOutcome outcome) {
        if (outcome instanceof Determined determined && determined.decision() instanceof Approved approved) {
            return new Approval(
                    new Authorization(
                            determined.number(),
                            determined.determination().request().product(),
                            determined.units(),
                            determined.determination().request().serviceDate(),
                            approved.period()),
                    outcome.item().sequence(),
                    determined.givenBefore());
        }
        DateRange period = outcome instanceof Reviewed reviewed ? reviewed.period() : null;
        return outcome instanceof Reviewed reviewed && period != null
                ? new Approval(reviewed(reviewed, period), outcome.item().sequence(), false)
                : null;
    }

    private static Authorization reviewed(Reviewed outcome, DateRange period) {
        FiledItem filed = outcome.filed();
        if (filed.product() == null) {
            throw new IllegalStateException("An item without a product cannot be approved");
        }
        return new Authorization(outcome.number(), filed.product(), outcome.units(), filed.serviceDate(), period);
    }

    /**
     * An approval.
     *
     * @param item the first item that it is for
     * @param givenBefore it is on file already
     */
    record Approval(Authorization authorization, int item, boolean givenBefore) {
        private Approval and(Approval other) {
            BigDecimal units = authorization.units();
            BigDecimal more = other.authorization.units();
            return new Approval(
                    authorization.withUnits(units == null || more == null ? null : units.add(more)), item, givenBefore);
        }
    }
}
