package org.precept.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * What CRD or PAS already saw of a request, found again by its coverage-assertion-id or trace number.
 *
 * @param id the coverage-assertion-id or trace number
 * @param kind which of the two
 * @param payer identifier value of the payer
 * @param memberNumber null when the member was not known
 * @param requests what was determined under the id, one per order or item
 * @param recordedAt when
 */
public record RequestContext(
        String id,
        Kind kind,
        String payer,
        @Nullable String memberNumber,
        List<ContextRequest> requests,
        Instant recordedAt) {

    /** Who gave the id. */
    public enum Kind {
        ASSERTION,
        TRACE
    }

    /**
     * One order or item.
     *
     * @param reference how the client names it, {@code MedicationRequest/1} or the Claim's fullUrl with {@code #item}
     * @param policy PlanDefinition url and version, null when no policy applied
     * @param phase phase code, null when no policy applied
     * @param questionnaire the form that was asked for, null when none was
     * @param resource the order or Claim as JSON
     */
    public record ContextRequest(
            String reference,
            @Nullable Canonical policy,
            @Nullable String phase,
            @Nullable Canonical questionnaire,
            String resource) {}
}
