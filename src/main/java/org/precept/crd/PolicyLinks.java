package org.precept.crd;

import java.util.List;
import org.precept.policy.CoveragePolicy;

/**
 * Links to the policy that a card speaks of (CRD 2.2.1, "External Reference"): its source document where that is public,
 * else its criteria as this server publishes them. Never a portal for authorization (resp-17).
 */
final class PolicyLinks {
    private final PublicAddress address;

    PolicyLinks(PublicAddress address) {
        this.address = address;
    }

    List<CardLink> of(CoveragePolicy policy) {
        String source = policy.sourceUrl();
        return List.of(
                source == null
                        ? new CardLink(
                                "Criteria of: " + policy.title(), address.of("PlanDefinition", policy.canonical()))
                        : new CardLink(policy.sourceTitle(), source));
    }
}
