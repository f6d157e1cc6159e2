package org.precept.pas;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.Approved;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
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
     */
    void enter(Received received, List<ItemOutcome> outcomes, @Nullable RequestFile before, String claimId) {
        for (ItemOutcome outcome : outcomes) {
            FiledItem stood = before(before, outcome);
            if (stood != null && approved(stood.status()) && !sameApproval(stood, outcome)) {
                authorizations.withdraw(Objects.requireNonNull(stood.number()), stood.units());
            }
        }
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Reviewed reviewed && reviewed.period() != null) {
                replaceUnsolicited(reviewed.filed(), received);
            }
        }
        List<ItemOutcome> given = outcomes.stream()
                .filter(outcome -> {
                    FiledItem stood = before(before, outcome);
                    return stood == null || !approved(stood.status()) || !sameApproval(stood, outcome);
                })
                .toList();
        for (Approval approval : approvals(given)) {
            add(approval, received, claimId);
        }
    }

    /**
     * What was approved for an item while its order was signed, and went to a person because the request spoke against it, is
     * not to be had beside what that person approves.
     */
    private void replaceUnsolicited(FiledItem filed, Received received) {
        String product = filed.product();
        if (product != null) {
            authorizations
                    .unrequested(received.member().payer(), received.member().number())
                    .covering(product, filed.serviceDate(), filed.units())
                    .ifPresent(signed -> {
                        authorizations.markRequested(signed.number(), filed.units());
                        authorizations.withdraw(signed.number(), filed.units());
                    });
        }
    }

    private static @Nullable FiledItem before(@Nullable RequestFile file, ItemOutcome outcome) {
        return file == null ? null : file.item(outcome.item().sequence()).orElse(null);
    }

    private static boolean sameApproval(FiledItem stood, ItemOutcome outcome) {
        return approved(outcome.status()) && String.valueOf(stood.number()).equals(outcome.number());
    }

    private void add(Approval approval, Received received, String claimId) {
        Authorization authorization = approval.authorization();
        if (approval.givenBefore()) {
            authorizations.markRequested(authorization.number(), authorization.units());
        } else {
            authorizations.add(
                    received.member().payer(), received.member().number(), authorization, claimId, approval.item());
        }
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
                    new Authorization(
                            authorization.number(),
                            authorization.product(),
                            units == null || more == null ? null : units.add(more),
                            authorization.serviceDate(),
                            authorization.period()),
                    item,
                    givenBefore);
        }
    }
}
