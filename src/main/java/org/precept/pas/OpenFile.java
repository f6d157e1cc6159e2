package org.precept.pas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Task;
import org.precept.record.Member;
import org.precept.record.RequestFile;

/**
 * A filed request as it stands, read while no other request of the member runs.
 *
 * @param request the current Claim with the Bundle it came in
 * @param response the current answer as stored: its references are those of this server
 * @param member as on file now
 * @param tasks given out about the answer and not closed yet, as stored: those for reviewers have a performerType
 * @param communications requests for documents that are still open, as stored
 * @param handlings what reviewers did about items that wait, by sequence
 */
public record OpenFile(
        RequestFile file,
        PasRequest request,
        ClaimResponse response,
        Member member,
        List<Task> tasks,
        List<CommunicationRequest> communications,
        Map<Integer, Handling> handlings) {

    /** Copies lists and map. */
    public OpenFile {
        tasks = List.copyOf(tasks);
        communications = List.copyOf(communications);
        handlings = Map.copyOf(handlings);
    }

    /** The item of the current Claim with the sequence; empty when it does not name it. */
    public Optional<SubmittedItem> item(int sequence) {
        return SubmittedItem.of(request).stream()
                .filter(item -> item.sequence() == sequence)
                .findFirst();
    }

    /** What reviewers did about the item since it waits; empty when nobody asked for documents or handed it on. */
    public Optional<Handling> handling(int sequence) {
        return Optional.ofNullable(handlings.get(sequence));
    }

    /** What the item's provider is asked for. */
    List<CommunicationRequest> communicationsOf(int sequence) {
        return communications.stream()
                .filter(communication -> ItemLinks.item(communication) == sequence)
                .toList();
    }

    /** The open Task of the item's reviewers; empty when it waits for none. */
    public Optional<Task> reviewTask(int sequence) {
        return tasks.stream()
                .filter(ItemLinks::isReview)
                .filter(task -> ItemLinks.item(task) == sequence)
                .findFirst();
    }
}
