package org.precept.pas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;
import org.precept.policy.Payer;

/** The way back from {@link OwnReferences}: stored resources of an answer in the names of the request's entries. */
final class ClientReferences {

    private final PasRequest request;
    private final Map<String, String> names = new HashMap<>();

    /**
     * References of a filed request's own resources.
     *
     * @param stored its answer as stored
     */
    ClientReferences(PasRequest request, ClaimResponse stored, String claimId, Payer payer) {
        this.request = request;
        names.put(stored.getPatient().getReference(), request.patient().name());
        names.put("Claim/" + claimId, request.claimUrl());
        request.entry(request.claim().getInsurer())
                .ifPresent(insurer ->
                        names.put("Organization/" + payer.organization().getIdPart(), insurer.name()));
    }

    /** What a filed request is answered with now, as its sender would be sent it: open requests for documents only. */
    static Answer before(OpenFile open, PasRequest request, Payer payer) {
        ClientReferences references =
                new ClientReferences(request, open.response(), open.file().claimId(), payer);
        open.communications()
                .forEach(communication -> references.names.put(
                        "CommunicationRequest/" + communication.getIdPart(), Ids.urn(communication)));
        ClaimResponse response = references.sent(open.response());
        List<CommunicationRequest> communications =
                open.communications().stream().map(references::sent).toList();
        List<Task> tasks = open.tasks().stream()
                .filter(task -> !ItemLinks.isReview(task))
                .map(references::task)
                .toList();
        return new Answer(response, communications, tasks);
    }

    /** A Task for the provider, as it is sent. */
    Task task(Task stored) {
        Task task = sent(stored);
        task.setFocus(null);
        task.setBasedOn(null);
        task.setReasonReference(DocumentRequest.claim(request));
        return task;
    }

    /** A copy with the names that the client knows. */
    @SuppressWarnings("unchecked")
    <T extends Resource> T sent(T stored) {
        T sent = (T) stored.copy();
        sent.setId(stored.getIdElement().getIdPart());
        Meta meta = new Meta();
        stored.getMeta().getProfile().forEach(profile -> meta.addProfile(profile.getValue()));
        sent.setMeta(meta);
        References.all(sent).forEach(this::rename);
        return sent;
    }

    private void rename(Reference reference) {
        reference.setResource(null);
        String name = reference.hasReference() ? names.get(reference.getReference()) : entry(reference);
        if (name != null) {
            reference.setReference(name).setType(null).setIdentifier(null).setDisplay(null);
        }
    }

    /** The entry that a reference by identifier was made from; null when it was sent so. */
    private @Nullable String entry(Reference logical) {
        if (!logical.hasIdentifier() || !logical.hasType()) {
            return null;
        }
        return request.entries().all().stream()
                .filter(entry -> entry.resource().fhirType().equals(logical.getType()))
                .filter(entry -> entry.name().equals(logical.getIdentifier().getValue()) || identified(entry, logical))
                .map(Entry::name)
                .findFirst()
                .orElse(null);
    }

    private boolean identified(Entry entry, Reference logical) {
        return Optional.of(entry)
                .flatMap(found -> Providers.identifier(found, request.entries()))
                .filter(identifier -> identifier.equalsDeep(logical.getIdentifier()))
                .isPresent();
    }
}
