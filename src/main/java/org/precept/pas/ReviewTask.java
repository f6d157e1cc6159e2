package org.precept.pas;

import java.time.Instant;
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
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.CriteriaTree.Criterion;

/** An item in a queue of human review (design.md, "Contract"). References are filled in when it is stored. */
final class ReviewTask {

    private ReviewTask() {}

    static Task of(PasRequest request, Determined outcome, ReviewNeeded review, Instant now) {
        Task task = new Task();
        task.addIdentifier(DocumentRequest.trace(outcome.number()));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(Due.expedited(request.claim()) ? TaskPriority.URGENT : TaskPriority.ROUTINE);
        task.setDescription(description(outcome, review));
        task.setFor(new Reference(request.patient().name()));
        task.setAuthoredOnElement(ResponseHead.utc(now));
        task.setLastModifiedElement(ResponseHead.utc(now));
        task.addPerformerType(
                Codes.concept(CodeSystems.REVIEW_QUEUE, review.queue().code(), null));
        task.getRestriction().setPeriod(Due.period(request.claim()));
        task.addInput(new ParameterComponent(
                new CodeableConcept().setText("item"),
                new PositiveIntType(outcome.item().sequence())));
        return task;
    }

    private static String description(Determined outcome, ReviewNeeded review) {
        String policy = outcome.determination().policy().title();
        return review.because().isEmpty()
                ? policy + ": all criteria met, to be decided by a person"
                : policy + ": "
                        + review.because().stream().map(Criterion::title).collect(Collectors.joining(", "));
    }
}
