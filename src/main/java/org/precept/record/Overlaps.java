package org.precept.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.policy.PolicyCatalog;

/**
 * Other requests of a member for the same product at the same time, pended or approved. What begins in the renewal window of an
 * approval follows it and does not overlap it.
 */
public final class Overlaps {
    private final Deadlines deadlines;
    private final Balances balances;

    /** Overlaps by these policies. */
    public Overlaps(PolicyCatalog policies) {
        this.deadlines = new Deadlines(policies);
        this.balances = new Balances(policies);
    }

    /**
     * An item of another request.
     *
     * @param period for which it is approved; for a pended one, for which it would be
     * @param renewableFrom first day of service of its renewal; null for a pended one, and when it has no end
     */
    public record Overlap(
            RequestFile file,
            FiledItem item,
            DateRange period,
            @Nullable LocalDate renewableFrom) {
        /** True when it is not decided yet. */
        public boolean pended() {
            return item.status().pended();
        }
    }

    /**
     * Those that overlap.
     *
     * @param others the member's files without the one that is asked about, in any order
     * @param ledger the member's approvals
     * @param wanted days for which the product is asked for; its first is the day of service
     */
    public List<Overlap> of(List<RequestFile> others, Ledger ledger, String product, DateRange wanted) {
        List<Overlap> overlaps = new ArrayList<>();
        for (RequestFile file : others) {
            for (FiledItem item : file.items()) {
                if (product.equals(item.product())) {
                    overlap(file, item, ledger, wanted).ifPresent(overlaps::add);
                }
            }
        }
        return List.copyOf(overlaps);
    }

    private Optional<Overlap> overlap(RequestFile file, FiledItem item, Ledger ledger, DateRange wanted) {
        if (item.status().pended()) {
            return Optional.of(new Overlap(file, item, asked(item), null))
                    .filter(found -> found.period().overlaps(wanted));
        }
        boolean approved = item.status() == ItemStatus.APPROVED || item.status() == ItemStatus.MODIFIED;
        if (!approved || item.number() == null) {
            return Optional.empty();
        }
        return ledger.only(item.number()).authorizations().stream()
                .map(authorization -> new Overlap(file, item, authorization.period(), renewable(file, authorization)))
                .filter(found -> found.period().overlaps(wanted) && !renews(wanted, found))
                .findFirst();
    }

    private @Nullable LocalDate renewable(RequestFile file, Authorization authorization) {
        return balances.renewableFrom(file.payer(), authorization).orElse(null);
    }

    private static boolean renews(DateRange wanted, Overlap found) {
        LocalDate from = found.renewableFrom();
        return from != null && wanted.start() != null && !wanted.start().isBefore(from);
    }

    /** Days for which a pended item would be approved; its day of service alone when its policy is not known. */
    private DateRange asked(FiledItem item) {
        return deadlines
                .policy(item)
                .flatMap(policy -> policy.phase(String.valueOf(item.phase())))
                .map(phase -> phase.approvalFrom(item.serviceDate()))
                .orElse(new DateRange(item.serviceDate(), item.serviceDate()));
    }
}
