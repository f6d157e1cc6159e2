package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/**
 * An answer as it is sent.
 *
 * @param response first entry of its Bundle
 * @param communications requests for documents
 * @param tasks PASTasks beside them
 */
record Answer(ClaimResponse response, List<CommunicationRequest> communications, List<Task> tasks) {

    /** Copies the lists. */
    Answer {
        communications = List.copyOf(communications);
        tasks = List.copyOf(tasks);
    }

    /** Requests for documents of an item. */
    List<CommunicationRequest> communicationsOf(int item) {
        return communications.stream()
                .filter(communication -> ItemLinks.item(communication) == item)
                .toList();
    }

    /** Tasks of an item. */
    List<Task> tasksOf(int item) {
        return tasks.stream().filter(task -> ItemLinks.item(task) == item).toList();
    }

    /** The Bundle of the answer (profile-pas-response-bundle), said in the edition of the request. */
    Bundle bundle(PasRequest request) {
        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(Pas.PROFILE_RESPONSE_BUNDLE);
        bundle.setIdentifier(request.bundle().getIdentifier().copy());
        bundle.setType(Bundle.BundleType.COLLECTION);
        bundle.getTimestampElement()
                .setValueAsString(response.getCreatedElement().getValueAsString());
        own().forEach(resource ->
                bundle.addEntry().setFullUrl(Ids.urn(resource)).setResource(resource));
        Echo.into(bundle, request.entries());
        return request.edition().say(bundle);
    }

    private List<Resource> own() {
        List<Resource> own = new ArrayList<>();
        own.add(response);
        own.addAll(communications);
        own.addAll(tasks);
        return own;
    }
}
