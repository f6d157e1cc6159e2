package org.precept.pas;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.CodeUnread;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.CriteriaTree.Criterion;

/** An item in a queue of human review (design.md, "Contract"). References are filled in when it is stored. */
final class ReviewTask {

    /** System of user names of reviewers, in the Task's owner. */
    static final String REVIEWER = "https://precept.example/reviewer";

    private ReviewTask() {}

    /** A new one. */
    static Task of(Answering answering, Determined outcome, ReviewNeeded review) {
        return of(answering, outcome, review.queue(), description(outcome, review));
    }

    /** A new one for an item that nothing can be decided about before a person has read what was sent. */
    static Task of(Answering answering, CodeUnread outcome) {
        return of(
                answering,
                outcome,
                outcome.queue(),
                "Which product? The codes name none, and no document says it in codes. It could be "
                        + String.join(", ", outcome.candidates()));
    }

    private static Task of(Answering answering, ItemOutcome outcome, ReviewQueue queue, String description) {
        PasRequest request = answering.request();
        Instant now = answering.now();
        Task task = new Task();
        task.addIdentifier(DocumentRequest.trace(outcome.requiredNumber()));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(answering.clock().expedited() ? TaskPriority.URGENT : TaskPriority.ROUTINE);
        task.setDescription(description);
        task.setFor(new Reference(request.patient().name()));
        task.setAuthoredOnElement(ResponseHead.utc(now));
        task.setLastModifiedElement(ResponseHead.utc(now));
        task.addPerformerType(Codes.concept(CodeSystems.REVIEW_QUEUE, queue.code(), null));
        task.getRestriction().setPeriod(Due.period(answering.clock().dueAt()));
        task.addInput(new ParameterComponent(
                new CodeableConcept().setText(ItemLinks.ITEM),
                new PositiveIntType(outcome.item().sequence())));
        messages(request).forEach(text -> task.addNote().setText(text));
        return task;
    }

    /** What the provider wrote with the request (supportingInfo freeFormMessage). */
    private static List<String> messages(PasRequest request) {
        return SupportingInformation.of(request.claim()).messages().stream()
                .map(text -> "The provider writes: " + text)
                .toList();
    }

    /** An open one for a new decision about its item: it stays with its owner while it stays in the queue. */
    static void again(Task task, Task anew) {
        if (!queue(task).equals(queue(anew))) {
            task.setOwner(null);
        }
        task.setPerformerType(anew.getPerformerType());
        task.setDescription(anew.getDescription());
        task.setIdentifier(anew.getIdentifier());
        task.setLastModifiedElement(anew.getLastModifiedElement());
        task.setRestriction(anew.getRestriction());
        anew.getNote().stream()
                .filter(note -> task.getNote().stream()
                        .noneMatch(known -> note.getText().equals(known.getText())))
                .forEach(task::addNote);
    }

    private static String queue(Task task) {
        return String.valueOf(Codes.code(task.getPerformerTypeFirstRep(), CodeSystems.REVIEW_QUEUE));
    }

    private static String description(Determined outcome, ReviewNeeded review) {
        String policy = outcome.determination().policy().title();
        return review.because().isEmpty()
                ? policy + ": all criteria met, to be decided by a person"
                : policy + ": "
                        + review.because().stream().map(Criterion::title).collect(Collectors.joining(", "));
    }
}
