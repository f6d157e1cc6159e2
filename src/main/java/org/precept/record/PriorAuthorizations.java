package org.precept.record;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;

/** The FHIR resources of decided requests on the payer's server. */
public interface PriorAuthorizations {

    /**
     * Creates resources with ids chosen by the caller ({@code Type/uuid}, set as the resource's id) in the running
     * transaction, references between them included. A Bundle among them that begins with a Claim is remembered as the
     * one that the Claims stored with it came in. Ids need a character that is no digit.
     */
    void store(List<? extends Resource> resources);

    /** Claims of the member (id of the stored Patient without type) with their answers, newest first. */
    List<Decided> of(String patientId);

    /** The Bundle stored with a Claim; empty when there is none. Takes {@code Claim/id} or the id alone. */
    Optional<Bundle> bundleOf(String claimId);

    /** A Claim and its current answer. */
    record Decided(Claim claim, ClaimResponse response) {}
}
