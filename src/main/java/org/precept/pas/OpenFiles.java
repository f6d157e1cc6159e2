package org.precept.pas;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFile;
import org.precept.record.ReviewLog;

/** Reads filed requests as they stand. */
final class OpenFiles {

    private static final Set<TaskStatus> CLOSED = EnumSet.of(
            TaskStatus.COMPLETED,
            TaskStatus.CANCELLED,
            TaskStatus.REJECTED,
            TaskStatus.FAILED,
            TaskStatus.ENTEREDINERROR);

    private final PriorAuthorizations resources;
    private final Members members;
    private final Handlings handlings;

    OpenFiles(PriorAuthorizations resources, Members members, ReviewLog log) {
        this.resources = resources;
        this.members = members;
        this.handlings = new Handlings(log, resources);
    }

    /**
     * Everything of a file; call it while no other request of the member runs.
     *
     * @throws IllegalStateException when something that was filed is missing
     */
    OpenFile open(RequestFile file) {
        ClaimResponse response = (ClaimResponse) resources.read(List.of("ClaimResponse/" + file.responseId())).stream()
                .findFirst()
                .orElseThrow(() -> missing("ClaimResponse"));
        PasRequest request = resources
                .bundleOf(file.claimId())
                .map(bundle -> PasRequestReader.filed(bundle, PasEdition.of(file.edition())))
                .orElseThrow(() -> missing("Bundle"));
        Member member = members.find(file.payer(), file.memberNumber()).orElseThrow(() -> missing("member"));
        List<Task> tasks = resources.tasksOn(file.responseId()).stream()
                .filter(task -> !CLOSED.contains(task.getStatus()))
                .toList();
        return new OpenFile(
                file, request, response, member, tasks, communications(response), handlings.of(file, tasks));
    }

    private List<CommunicationRequest> communications(ClaimResponse response) {
        List<String> named = response.getCommunicationRequest().stream()
                .map(Reference::getReference)
                .toList();
        List<CommunicationRequest> open = new ArrayList<>();
        for (Resource resource : named.isEmpty() ? List.<Resource>of() : resources.read(named)) {
            Stream.of(resource)
                    .filter(CommunicationRequest.class::isInstance)
                    .map(CommunicationRequest.class::cast)
                    .filter(communication -> communication.getStatus() == CommunicationRequestStatus.ACTIVE)
                    .forEach(open::add);
        }
        return open;
    }

    private static IllegalStateException missing(String what) {
        return new IllegalStateException("A filed request has lost its " + what);
    }
}
