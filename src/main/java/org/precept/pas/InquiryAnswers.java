package org.precept.pas;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.precept.policy.Payer;
import org.precept.record.ItemStatus;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFile;

/**
 * Filed answers as an inquiry returns them: in the client's own names, without requests for documents
 * (profile-claiminquiryresponse). The provider's open Tasks come along.
 */
final class InquiryAnswers {

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static final Set<TaskStatus> OPEN =
            EnumSet.of(TaskStatus.REQUESTED, TaskStatus.READY, TaskStatus.RECEIVED, TaskStatus.INPROGRESS);

    private final PriorAuthorizations resources;
    private final Clock clock;

    InquiryAnswers(PriorAuthorizations resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /** The current answer of a file, when it is among what is asked for; said in the edition. */
    Optional<Bundle> to(RequestFile file, Payer payer, InquiryKeys keys, PasEdition edition) {
        Optional<ClaimResponse> response = resources.read(List.of("ClaimResponse/" + file.responseId())).stream()
                .map(ClaimResponse.class::cast)
                .findFirst();
        Optional<PasRequest> request =
                resources.bundleOf(file.claimId()).map(bundle -> PasRequestReader.filed(bundle, edition));
        if (response.isEmpty() || request.isEmpty() || !keys.match(request.get().claim(), response.get())) {
            return Optional.empty();
        }
        return Optional.of(bundle(file, request.get(), response.get(), payer));
    }

    /** What an inquiry is answered with, as the edition has it. */
    Resource together(List<Bundle> found, PasEdition edition) {
        return edition.inquiryAnswer(found, ResponseHead.utc(clock.instant()).getValueAsString());
    }

    private Bundle bundle(RequestFile file, PasRequest request, ClaimResponse stored, Payer payer) {
        ClientReferences references = new ClientReferences(request, stored, file.claimId(), payer);
        List<Resource> own = new ArrayList<>();
        own.add(response(references.sent(stored), request));
        own.addAll(tasks(file, references));
        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(Pas.PROFILE_INQUIRY_RESPONSE_BUNDLE);
        bundle.setType(BundleType.COLLECTION);
        bundle.getTimestampElement()
                .setValueAsString(ResponseHead.utc(clock.instant()).getValueAsString());
        own.forEach(resource -> bundle.addEntry().setFullUrl(Ids.urn(resource)).setResource(resource));
        Echo.into(bundle, request.entries());
        return request.edition().say(bundle);
    }

    private static ClaimResponse response(ClaimResponse response, PasRequest request) {
        response.setMeta(null);
        response.getMeta().addProfile(Pas.PROFILE_INQUIRY_RESPONSE);
        response.setCommunicationRequest(null);
        if (request.identifier().getSystem().equals(Pas.SIGNED_REQUEST)) {
            // Nobody sent this Claim: it was approved while the order was signed (spec-44).
            response.setRequest(new Reference());
            response.getRequest().addExtension(ABSENT, new CodeType("not-applicable"));
        }
        return response;
    }

    private List<Task> tasks(RequestFile file, ClientReferences references) {
        boolean waiting = file.items().stream().anyMatch(item -> item.status() == ItemStatus.PENDED_DOCUMENTS);
        return waiting
                ? resources.tasksOn(file.responseId()).stream()
                        .filter(task -> OPEN.contains(task.getStatus()) && !ItemLinks.isReview(task))
                        .map(references::task)
                        .toList()
                : List.of();
    }
}
