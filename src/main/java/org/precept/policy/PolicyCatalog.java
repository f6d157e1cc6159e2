package org.precept.policy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.precept.fhir.Canonical;

/** Finds the policy that binds a payer for a product on a day. */
public final class PolicyCatalog {
    private final List<CoveragePolicy> policies;

    /** Policies whose periods do not overlap for one payer and product; {@link PolicyContent} checks it. */
    PolicyCatalog(List<CoveragePolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** The version in force on the date of service; empty when there is none. */
    public Optional<CoveragePolicy> find(String payer, String product, LocalDate dateOfService) {
        return policies.stream()
                .filter(policy -> binds(policy, payer, product))
                .filter(policy -> policy.effective().contains(dateOfService))
                .findFirst();
    }

    /** True when the payer has, had or will have a policy on the product. */
    public boolean knows(String payer, String product) {
        return policies.stream().anyMatch(policy -> binds(policy, payer, product));
    }

    /** All policies and versions of a payer. */
    public List<CoveragePolicy> ofPayer(String payer) {
        return policies.stream()
                .filter(policy -> policy.payers().contains(payer))
                .toList();
    }

    /** The policy with the PlanDefinition canonical; without a version, the one that took effect last. */
    public Optional<CoveragePolicy> byCanonical(Canonical canonical) {
        return policies.stream()
                .filter(policy -> policy.canonical().matches(canonical))
                .max(LATEST);
    }

    /** All policies, in the order they were read. */
    public List<CoveragePolicy> all() {
        return policies;
    }

    /** Policy versions by the day they took effect, an open start first. */
    static final Comparator<CoveragePolicy> LATEST = Comparator.comparing(
            policy -> Optional.ofNullable(policy.effective().start()).orElse(LocalDate.MIN));

    private static boolean binds(CoveragePolicy policy, String payer, String product) {
        return policy.payers().contains(payer) && policy.product().equals(product);
    }
}
