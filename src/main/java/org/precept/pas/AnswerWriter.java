package org.precept.pas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.Reviewer;

/** Writes outcomes as the resources of an answer; references are by name of the request's entries. */
final class AnswerWriter {

    private final Answering answering;
    private final ClaimResponse response;
    private final List<CommunicationRequest> communications = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();

    private AnswerWriter(Answering answering, RemittanceOutcome outcome) {
        this.answering = answering;
        this.response = ResponseHead.of(answering.request(), answering.responseId(), answering.now(), outcome);
    }

    /**
     * The whole answer.
     *
     * @param outcomes one for every item that the answer names, in their order
     */
    static Answer write(Answering answering, List<ItemOutcome> outcomes) {
        AnswerWriter writer = new AnswerWriter(answering, outcome(outcomes));
        writer.reviewer(outcomes);
        ItemAnswer items = new ItemAnswer(answering, writer.response);
        outcomes.forEach(items::add);
        writer.extension(outcomes);
        WholeApproval.of(writer.response);
        WholeDecision.into(writer.response, answering.request());
        outcomes.forEach(writer::documents);
        return new Answer(writer.response, writer.communications, writer.tasks);
    }

    /** The answer to a request that gets no decision; nothing of it is stored. */
    static Answer refused(PasRequest request, List<BusinessError> errors, Instant now) {
        ClaimResponse response = ResponseHead.of(request, Ids.next(), now, RemittanceOutcome.ERROR);
        errors.forEach(error -> response.addError(error.toFhir()));
        return new Answer(response, List.of(), List.of());
    }

    /** Says of a request that waits why it was given more time. */
    private void extension(List<ItemOutcome> outcomes) {
        RequestFile.Extension extension = answering.clock().extension();
        if (extension != null
                && outcomes.stream().anyMatch(outcome -> outcome.status().pended())) {
            new ProcessNotes(response)
                    .add("The time to decide was extended to "
                            + answering.clock().dueAt() + ": " + extension.reason());
        }
    }

    private static RemittanceOutcome outcome(List<ItemOutcome> outcomes) {
        if (outcomes.stream().noneMatch(InError.class::isInstance)) {
            return RemittanceOutcome.COMPLETE;
        }
        return outcomes.stream().allMatch(outcome -> outcome.status() == ItemStatus.IN_ERROR)
                ? RemittanceOutcome.ERROR
                : RemittanceOutcome.PARTIAL;
    }

    /** Says whether a person decided on any of it, and who did so last. */
    private void reviewer(List<ItemOutcome> outcomes) {
        Optional<Reviewer> now = outcomes.stream()
                .filter(Reviewed.class::isInstance)
                .map(outcome -> ((Reviewed) outcome).reviewer())
                .reduce((first, last) -> last);
        Answer before = answering.before();
        if (now.isEmpty() && before != null && outcomes.stream().anyMatch(AnswerWriter::decidedByAPersonBefore)) {
            Extension said = before.response().getExtensionByUrl(Pas.REVIEWER);
            if (said != null) {
                response.addExtension(said.copy());
                return;
            }
        }
        Extension extension = response.addExtension().setUrl(Pas.REVIEWER);
        extension.addExtension("wasHumanReviewedFlag", new BooleanType(now.isPresent()));
        now.ifPresent(reviewer -> name(reviewer, extension));
    }

    private static boolean decidedByAPersonBefore(ItemOutcome outcome) {
        return outcome instanceof Kept kept && kept.filed().decidedBy() != null;
    }

    private static void name(Reviewer reviewer, Extension extension) {
        if (reviewer.npi() != null) {
            extension.addExtension(
                    "reviewerNPI", new Identifier().setSystem(CodeSystems.NPI).setValue(reviewer.npi()));
        }
        if (reviewer.specialty() != null) {
            extension.addExtension("reviewerSpecialty", Codes.concept(CodeSystems.NUCC, reviewer.specialty(), null));
        }
    }

    /** Asks for documents: anew for an item that was decided now, as before for one that stays. */
    private void documents(ItemOutcome outcome) {
        Answer before = answering.before();
        if (stays(outcome)) {
            if (before != null && outcome.status() == ItemStatus.PENDED_DOCUMENTS) {
                Set<String> arrived = outcome instanceof Kept kept ? kept.arrived() : Set.of();
                before.communicationsOf(outcome.item().sequence()).stream()
                        .filter(communication -> !arrived.contains(ItemLinks.document(communication)))
                        .forEach(this::add);
                before.tasksOf(outcome.item().sequence()).stream()
                        .filter(task -> !arrived.contains(ItemLinks.document(task)))
                        .forEach(tasks::add);
            }
            return;
        }
        DocumentRequest request = new DocumentRequest(answering);
        for (String document : outcome.documents()) {
            add(request.communication(outcome, document, communicationId(outcome, document)));
            request.task(outcome, document, taskId(outcome, document)).ifPresent(tasks::add);
        }
    }

    private static boolean stays(ItemOutcome outcome) {
        return outcome instanceof Kept || outcome instanceof Rerouted || outcome instanceof InError;
    }

    private void add(CommunicationRequest communication) {
        communications.add(communication);
        response.addCommunicationRequest(new Reference(Ids.urn(communication)));
    }

    /** What was asked for already is asked for under the same id. */
    private String communicationId(ItemOutcome outcome, String document) {
        Answer before = answering.before();
        return before == null
                ? Ids.next()
                : before.communicationsOf(outcome.item().sequence()).stream()
                        .filter(communication ->
                                ItemLinks.document(communication).equals(document))
                        .map(communication -> communication.getIdElement().getIdPart())
                        .findFirst()
                        .orElseGet(Ids::next);
    }

    private String taskId(ItemOutcome outcome, String document) {
        Answer before = answering.before();
        return before == null
                ? Ids.next()
                : before.tasksOf(outcome.item().sequence()).stream()
                        .filter(task -> ItemLinks.document(task).equals(document))
                        .map(task -> task.getIdElement().getIdPart())
                        .findFirst()
                        .orElseGet(Ids::next);
    }
}
