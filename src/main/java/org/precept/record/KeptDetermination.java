package org.precept.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Decision;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.fhir.Canonical;
import org.precept.policy.DateRange;

/**
 * A determination on a submitted item with all that it was made of, so that it can be made again.
 *
 * @param guidanceId id of the GuidanceResponse that records it, without type
 * @param claimId id of the stored Claim, without type; its Bundle holds the evidence that came with the request
 * @param memberNumber member number
 * @param determinedAt when it was made
 * @param policy the policy version that decided
 * @param basis what the decision is a function of, beside the policy
 * @param result what came of it
 */
public record KeptDetermination(
        String guidanceId,
        String claimId,
        String memberNumber,
        Instant determinedAt,
        Canonical policy,
        Basis basis,
        Result result) {

    /**
     * What went into the decision.
     *
     * @param request the facts of the request
     * @param member the Patient as stored
     * @param evidence of request and record, in the order it was assembled from
     * @param ledger approvals that counted
     */
    public record Basis(
            AuthorizationRequest request, Evidence member, List<Evidence> evidence, List<Authorization> ledger) {
        /** Copies the lists. */
        public Basis {
            evidence = List.copyOf(evidence);
            ledger = List.copyOf(ledger);
        }
    }

    /**
     * Where a resource is found again: under its version, in the text kept here, or (neither is given) in the Claim's
     * Bundle under the reference.
     *
     * @param reference what explanations call it
     * @param origin request or record
     * @param version {@code Type/id/_history/n} of a stored resource, else null
     * @param resource the resource as JSON, else null
     */
    public record Evidence(
            String reference,
            Origin origin,
            @Nullable String version,
            @Nullable String resource) {}

    /**
     * What the rules said.
     *
     * @param phase phase code of the policy
     * @param action X12 306 action code
     * @param queue code of the review queue, null when no person was asked
     * @param units billing units of an approval, null when it has none or is none
     * @param period of an approval, else null
     * @param criteria in the policy's order
     * @param honoured number of an authorization that was given before and decided instead of the rules; null when they did
     */
    public record Result(
            String phase,
            String action,
            @Nullable String queue,
            @Nullable BigDecimal units,
            @Nullable DateRange period,
            List<CriterionValue> criteria,
            @Nullable String honoured) {
        /** Copies the list. */
        public Result {
            criteria = List.copyOf(criteria);
        }

        /**
         * The result of a determination.
         *
         * @param honoured see {@link #honoured()}
         */
        public static Result of(Determination made, @Nullable String honoured) {
            Decision decision = made.decision();
            Approved approved = decision instanceof Approved yes ? yes : null;
            return new Result(
                    made.phase().code(),
                    decision.action(),
                    decision instanceof ReviewNeeded review ? review.queue().code() : null,
                    approved == null ? null : approved.units(),
                    approved == null ? null : approved.period(),
                    made.findings().stream()
                            .map(finding -> new CriterionValue(
                                    finding.criterion().id(),
                                    finding.result().value(),
                                    finding.result().conflict(),
                                    finding.result().physician()))
                            .toList(),
                    honoured);
        }
    }

    /**
     * What was found of a criterion.
     *
     * @param id criterion id
     * @param value true met, false not met, null nothing says so
     * @param conflict evidence contradicts itself
     * @param physician the policy leaves it to a physician
     */
    public record CriterionValue(String id, @Nullable Boolean value, boolean conflict, boolean physician) {}
}
