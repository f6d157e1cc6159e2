package org.precept.record;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;

/** The FHIR resources of decided requests on the payer's server. */
public interface PriorAuthorizations {

    /**
     * Creates resources with ids chosen by the caller ({@code Type/uuid}, set as the resource's id) in the running
     * transaction, references between them included.
     */
    void store(List<? extends Resource> resources);

    /** Claims of the member (id of the stored Patient without type) with their answers, newest first. */
    List<Decided> of(String patientId);

    /** The bundle a Claim came in, as stored; empty when the Claim is unknown. */
    Optional<org.hl7.fhir.r4.model.Bundle> bundleOf(String claimId);

    /** A Claim and its current answer. */
    record Decided(Claim claim, ClaimResponse response) {}
}
