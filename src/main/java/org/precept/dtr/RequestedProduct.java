package org.precept.dtr;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.policy.CoveragePolicy;

/**
 * An order or claim item with what became of its codes.
 *
 * @param reference how a draft points to it, null when it cannot
 * @param policy in force on the date of service, null when none applies
 * @param request the order as a request; null when no product was identified
 * @param evidence the order and what came with it
 */
record RequestedProduct(
        @Nullable Reference reference,
        @Nullable CoveragePolicy policy,
        @Nullable AuthorizationRequest request,
        List<EvidenceItem> evidence) {
    RequestedProduct {
        evidence = List.copyOf(evidence);
    }

    /** True when it may belong to the policy: it does, or nothing says what it belongs to. */
    boolean mayConcern(CoveragePolicy other) {
        return policy == null || policy.id().equals(other.id());
    }

    Optional<Reference> context() {
        return Optional.ofNullable(reference);
    }
}
