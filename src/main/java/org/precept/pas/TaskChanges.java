package org.precept.pas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.CodeUnread;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Rerouted;

/**
 * What becomes of the Tasks and document requests of a file: an item that waits for a reviewer has one open review Task, an
 * item that waits for documents has those of its documents, any other has none.
 */
final class TaskChanges {

    private final Answering answering;
    private final @Nullable OpenFile open;
    private final Map<Integer, ItemOutcome> outcomes = new HashMap<>();

    /** Tasks and requests that are new, in the names of the request. */
    final List<Resource> added = new ArrayList<>();

    /** Those that go on or end, as they are to be stored; in the names of the request or of this server. */
    final List<Resource> changed = new ArrayList<>();

    private final Set<String> going = new HashSet<>();

    TaskChanges(Answering answering, @Nullable OpenFile open, List<ItemOutcome> outcomes, Answer answer) {
        this.answering = answering;
        this.open = open;
        outcomes.forEach(outcome -> this.outcomes.put(outcome.item().sequence(), outcome));
        Set<String> known = new HashSet<>();
        if (open != null) {
            open.tasks().forEach(task -> known.add(id(task)));
            open.communications().forEach(communication -> known.add(id(communication)));
        }
        answer.communications().forEach(communication -> sent(communication, known));
        answer.tasks().forEach(task -> sent(task, known));
        outcomes.forEach(this::review);
        if (open != null) {
            open.tasks().forEach(this::end);
            open.communications().forEach(this::end);
        }
    }

    /** What is part of the answer: stored under the id it is sent with. */
    private void sent(Resource sent, Set<String> known) {
        Resource copy = sent.copy();
        copy.setId(sent.fhirType() + "/" + id(sent));
        going.add(id(sent));
        (known.contains(id(sent)) ? changed : added).add(copy);
    }

    private void review(ItemOutcome outcome) {
        Task task = open == null
                ? null
                : open.reviewTask(outcome.item().sequence()).map(Task::copy).orElse(null);
        Task anew = anew(outcome);
        if (anew != null) {
            if (task == null) {
                anew.setId("Task/" + Ids.next());
                anew.setOwner(owner(returning(outcome.item(), anew)));
                added.add(anew);
                return;
            }
            ReviewTask.again(task, anew);
        } else if (outcome instanceof Rerouted rerouted && task != null) {
            reroute(task, rerouted);
        } else if (task == null || !outcome.status().pended() || outcome.asksForDocuments()) {
            return;
        }
        task.getRestriction().setPeriod(Due.period(answering.clock().dueAt()));
        going.add(id(task));
        changed.add(task);
    }

    /** The Task of an item that goes to reviewers now; null of any other. */
    private @Nullable Task anew(ItemOutcome outcome) {
        if (outcome instanceof CodeUnread unread) {
            return ReviewTask.of(answering, unread);
        }
        return outcome instanceof Determined determined && determined.decision() instanceof ReviewNeeded review
                ? ReviewTask.of(answering, determined, review)
                : null;
    }

    private void reroute(Task task, Rerouted rerouted) {
        task.setPerformerType(null);
        task.addPerformerType(
                Codes.concept(CodeSystems.REVIEW_QUEUE, rerouted.queue().code(), null));
        task.setOwner(owner(rerouted.owner()));
        task.setLastModifiedElement(ResponseHead.utc(answering.now()));
        if (rerouted.text() != null) {
            task.addNote(new Annotation()
                    .setTimeElement(ResponseHead.utc(answering.now()))
                    .setText(rerouted.text()));
        }
    }

    /** Whose an item is that comes back to its queue; null when it is nobody's, or does not come back. */
    private @Nullable String returning(SubmittedItem item, Task anew) {
        return open == null
                ? null
                : open.handling(item.sequence())
                        .filter(handling -> Handlings.queue(anew)
                                .filter(handling.queue()::equals)
                                .isPresent())
                        .map(Handling::owner)
                        .orElse(null);
    }

    private static @Nullable Reference owner(@Nullable String name) {
        return name == null
                ? null
                : new Reference()
                        .setIdentifier(
                                new Identifier().setSystem(ReviewTask.REVIEWER).setValue(name));
    }

    private void end(Task task) {
        if (going.contains(id(task))) {
            return;
        }
        Task ended = task.copy();
        boolean withdrawn = outcomes.get(ItemLinks.item(task)) instanceof Cancelled
                || (ItemLinks.isReview(task) && outcomes.get(ItemLinks.item(task)) instanceof Determined);
        ended.setStatus(withdrawn ? TaskStatus.CANCELLED : TaskStatus.COMPLETED);
        ended.setLastModifiedElement(ResponseHead.utc(answering.now()));
        changed.add(ended);
    }

    private void end(CommunicationRequest communication) {
        if (going.contains(id(communication))) {
            return;
        }
        CommunicationRequest ended = communication.copy();
        ended.setStatus(
                outcomes.get(ItemLinks.item(communication)) instanceof Cancelled
                        ? CommunicationRequestStatus.REVOKED
                        : CommunicationRequestStatus.COMPLETED);
        changed.add(ended);
    }

    private static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }
}
