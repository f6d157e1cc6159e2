package org.precept.record;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/** The FHIR resources of decided requests on the payer's server. */
public interface PriorAuthorizations {

    /**
     * Creates resources with ids chosen by the caller ({@code Type/uuid}, set as the resource's id) in the running
     * transaction, references between them included. A Bundle among them that begins with a Claim is remembered as the
     * one that the Claims stored with it came in. Ids need a character that is no digit.
     */
    void store(List<? extends Resource> resources);

    /** Stores the next versions of resources that are stored already, in the running transaction. */
    void replace(List<? extends Resource> resources);

    /** The current versions of stored resources by {@code Type/id}, in any order; what is not stored is left out. */
    List<Resource> read(Collection<String> references);

    /** Every Task ever given out about an answer (focus), open or not; takes the ClaimResponse's id without type. */
    List<Task> tasksOn(String responseId);

    /** Claims of the member (id of the stored Patient without type) with their answers, newest first. */
    List<Decided> of(String patientId);

    /** The Bundle stored with a Claim; empty when there is none. Takes {@code Claim/id} or the id alone. */
    Optional<Bundle> bundleOf(String claimId);

    /** A Claim and its current answer. */
    record Decided(Claim claim, ClaimResponse response) {}
}
