package org.precept.pas;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.CodeSystems;
import org.precept.record.FiledItem;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFile;
import org.precept.record.ReviewKind;
import org.precept.record.ReviewLog;

/**
 * Finds what reviewers did about the items of a request that wait. The log knows it by the request, so that it outlives every
 * update; of which stay in the queues it was, the trace number of the Task says.
 */
final class Handlings {

    private static final Set<ReviewKind> KINDS = Set.of(ReviewKind.ASK_MORE, ReviewKind.ESCALATE);

    private final ReviewLog log;
    private final PriorAuthorizations resources;

    Handlings(ReviewLog log, PriorAuthorizations resources) {
        this.log = log;
        this.resources = resources;
    }

    /**
     * By item; an item that reviewers did nothing of the kind about has none.
     *
     * @param open Tasks of the request that are not closed
     */
    Map<Integer, Handling> of(RequestFile file, Collection<Task> open) {
        List<ReviewLog.Entry> entries = file.pended()
                ? log.ofFile(file.id()).stream()
                        .filter(entry -> KINDS.contains(entry.kind()))
                        .toList()
                : List.of();
        if (entries.isEmpty()) {
            return Map.of();
        }
        Map<String, Task> tasks = tasks(entries);
        Map<Integer, Handling> handlings = new HashMap<>();
        for (FiledItem item : file.items()) {
            List<ReviewLog.Entry> about = entries.stream()
                    .filter(entry -> entry.item() == item.sequence())
                    .filter(entry -> item.status().pended() && isUnder(item.number(), tasks.get(entry.taskId())))
                    .toList();
            if (!about.isEmpty()) {
                Task last = tasks.get(about.get(about.size() - 1).taskId());
                handling(item, about, open(item, open).or(() -> Optional.ofNullable(last)))
                        .ifPresent(handling -> handlings.put(item.sequence(), handling));
            }
        }
        return handlings;
    }

    private static Optional<Handling> handling(FiledItem item, List<ReviewLog.Entry> about, Optional<Task> task) {
        String number = item.number();
        boolean asked = about.stream().anyMatch(entry -> entry.kind() == ReviewKind.ASK_MORE);
        return number == null
                ? Optional.empty()
                : task.flatMap(found -> queue(found)
                        .map(queue -> new Handling(
                                number, queue, found.getOwner().getIdentifier().getValue(), asked)));
    }

    private Map<String, Task> tasks(List<ReviewLog.Entry> entries) {
        List<String> names = entries.stream()
                .map(entry -> "Task/" + entry.taskId())
                .distinct()
                .toList();
        return resources.read(names).stream()
                .filter(Task.class::isInstance)
                .map(Task.class::cast)
                .collect(Collectors.toMap(task -> task.getIdElement().getIdPart(), task -> task));
    }

    private static Optional<Task> open(FiledItem item, Collection<Task> open) {
        return open.stream()
                .filter(ItemLinks::isReview)
                .filter(task -> ItemLinks.item(task) == item.sequence())
                .findFirst();
    }

    private static boolean isUnder(@Nullable String number, @Nullable Task task) {
        return task != null
                && task.getIdentifier().stream()
                        .anyMatch(identifier -> identifier.getValue().equals(number));
    }

    /** The queue that a Task of reviewers is in. */
    static Optional<ReviewQueue> queue(Task task) {
        return ReviewQueue.ofCode(Codes.code(task.getPerformerTypeFirstRep(), CodeSystems.REVIEW_QUEUE));
    }
}
