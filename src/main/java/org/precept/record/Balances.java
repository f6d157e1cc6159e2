package org.precept.record;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Phase;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.QuantityLimit;

/** What the limits and renewal windows of policies make of the approvals on file. */
public final class Balances {
    private final PolicyCatalog policies;

    /** Balances by these policies. */
    public Balances(PolicyCatalog policies) {
        this.policies = policies;
    }

    /**
     * A limit and how much of it is taken.
     *
     * @param policy canonical with version
     * @param phase {@code initial} or {@code continuation}
     * @param limit billing units that may be authorized in the window
     * @param windowDays an approval counts when its date of service is less than this many days away
     * @param used billing units authorized in the window
     */
    public record LimitUse(String policy, String phase, BigDecimal limit, int windowDays, BigDecimal used) {
        /** Units that may still be authorized; zero when a reviewer granted more than the limit. */
        public BigDecimal left() {
            return limit.subtract(used).max(BigDecimal.ZERO);
        }
    }

    /** The limits on a product for a date of service, one for each phase that has one; empty without a policy in force. */
    public List<LimitUse> limits(String payer, String product, LocalDate serviceDate, Ledger ledger) {
        List<LimitUse> limits = new ArrayList<>();
        policies.find(payer, product, serviceDate).ifPresent(policy -> {
            for (Phase phase : policy.phases()) {
                QuantityLimit limit = phase.limit();
                if (limit != null) {
                    limits.add(new LimitUse(
                            policy.canonical().toString(),
                            phase.code(),
                            limit.units(),
                            limit.windowDays(),
                            ledger.used(product, serviceDate, limit.windowDays())));
                }
            }
        });
        return List.copyOf(limits);
    }

    /**
     * The first day of service for which a request renews the authorization instead of asking for the same again. Empty
     * when the authorization has no end, or no policy of the payer is known.
     */
    public Optional<LocalDate> renewableFrom(String payer, Authorization authorization) {
        LocalDate end = authorization.period().end();
        return end == null
                ? Optional.empty()
                : policies.find(payer, authorization.product(), end)
                        .or(() -> policies.find(payer, authorization.product(), authorization.serviceDate()))
                        .map(CoveragePolicy::terms)
                        .map(terms -> end.minusDays(terms.renewal().days()));
    }
}
