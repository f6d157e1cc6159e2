package org.precept.pas.reviewing;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Task;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome;
import org.precept.pas.OpenFile;
import org.precept.pas.RequestChanges;
import org.precept.pas.SubmittedItem;
import org.precept.record.Deadlines;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;
import org.precept.record.RequestFiles;
import org.precept.record.Review;
import org.precept.record.ReviewKind;
import org.precept.record.ReviewLog;
import org.precept.record.ReviewedItem;
import org.precept.record.Reviewer;
import org.precept.record.Reviews;
import org.precept.record.Worklist;

/** Decisions of reviewers: checked under the lock of the member, so that of two who decide at once one is late. */
final class ReviewDesk implements Reviews {

    /** An appeal of an appeal of an appeal; more would be a circle. */
    private static final int MOST_APPEALS = 10;

    private final Worklist worklist;
    private final RequestFiles files;
    private final RequestChanges changes;
    private final Conclusion conclusion;
    private final Deadlines deadlines;
    private final ReviewLog log;
    private final Clock clock;

    ReviewDesk(
            Worklist worklist,
            RequestFiles files,
            RequestChanges changes,
            Conclusion conclusion,
            Deadlines deadlines,
            ReviewLog log,
            Clock clock) {
        this.worklist = worklist;
        this.files = files;
        this.changes = changes;
        this.conclusion = conclusion;
        this.deadlines = deadlines;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public RequestFile review(String taskId, long taskVersion, Review review, Reviewer reviewer) {
        Task known = worklist.find(taskId).orElseThrow(Rejections::unknown);
        String file = fileOf(known).map(RequestFile::id).orElseThrow(Rejections::unknown);
        if (review instanceof Review.Extend extension) {
            return changes.extend(file, (open, now) -> {
                Waiting waiting = waiting(open, taskId, taskVersion, review, reviewer);
                RequestClock longer = extended(open.file(), new Extension(now, reviewer.name(), extension.reason()));
                note(waiting, taskId, review, reviewer, now);
                return longer;
            });
        }
        return changes.change(file, (open, now) -> {
            Waiting waiting = waiting(open, taskId, taskVersion, review, reviewer);
            ItemOutcome outcome = conclusion.of(review, waiting.item(), waiting.filed(), waiting.position(), reviewer);
            note(waiting, taskId, review, reviewer, now);
            return List.of(outcome);
        });
    }

    @Override
    public Set<ReviewKind> allowed(Task task, RequestFile file, Reviewer reviewer) {
        Set<ReviewKind> allowed = EnumSet.noneOf(ReviewKind.class);
        Optional<FiledItem> item = file.item(ReviewedItem.of(task)).filter(ReviewDesk::waits);
        if (item.isEmpty()) {
            return allowed;
        }
        Position position = position(task, item.get(), file);
        Arrays.stream(ReviewKind.values())
                .filter(kind -> ReviewRules.refusal(kind, position, reviewer).isEmpty())
                .forEach(allowed::add);
        if (file.clock().extension() != null || file.clock().overdue(clock.instant())) {
            allowed.remove(ReviewKind.EXTEND);
        }
        return allowed;
    }

    /** An item that waits for a reviewer who may do this. */
    private record Waiting(OpenFile open, SubmittedItem item, FiledItem filed, Position position) {}

    private Waiting waiting(OpenFile open, String taskId, long taskVersion, Review review, Reviewer reviewer) {
        Task task = worklist.find(taskId).orElseThrow(Rejections::unknown);
        FiledItem filed = open.file()
                .item(ReviewedItem.of(task))
                .filter(ReviewDesk::waits)
                .filter(item -> open.tasks().stream().anyMatch(each -> isNamed(each, taskId)))
                .orElseThrow(Rejections::closed);
        Position position = position(task, filed, open.file());
        ReviewRules.refusal(ReviewKind.of(review), position, reviewer).ifPresent(why -> {
            throw Rejections.forbidden(why);
        });
        if (!String.valueOf(taskVersion).equals(task.getMeta().getVersionId())) {
            throw Rejections.changed();
        }
        SubmittedItem item = open.item(filed.sequence()).orElseThrow(Rejections::closed);
        return new Waiting(open, item, filed, position);
    }

    private RequestClock extended(RequestFile file, Extension extension) {
        if (file.clock().extension() != null) {
            throw Rejections.impossible("decision", "More time was taken before. It may be taken once.");
        }
        if (file.clock().overdue(extension.at())) {
            throw Rejections.impossible("decision", "The time has passed. More can be taken only before that.");
        }
        return deadlines.extended(file, extension);
    }

    private void note(Waiting waiting, String taskId, Review review, Reviewer reviewer, Instant now) {
        log.add(new ReviewLog.Entry(
                waiting.open().file().id(),
                taskId,
                waiting.filed().sequence(),
                reviewer.name(),
                ReviewKind.of(review),
                now,
                Details.of(review)));
    }

    private Position position(Task task, FiledItem filed, RequestFile file) {
        return new Position(
                ReviewQueue.ofCode(filed.queue()).orElseThrow(),
                task.getOwner().getIdentifier().getValue(),
                deniedBy(file));
    }

    private Set<String> deniedBy(RequestFile file) {
        Set<String> names = new HashSet<>();
        String appealed = file.appealOf();
        for (int i = 0; i < MOST_APPEALS && appealed != null; i++) {
            Optional<RequestFile> before = files.find(appealed);
            before.stream()
                    .flatMap(found -> found.items().stream())
                    .filter(item -> item.status() == ItemStatus.DENIED && item.decidedBy() != null)
                    .forEach(item -> names.add(item.decidedBy()));
            appealed = before.map(RequestFile::appealOf).orElse(null);
        }
        return names;
    }

    private Optional<RequestFile> fileOf(Task task) {
        return task.getBasedOn().stream()
                .map(claim -> new IdType(claim.getReference()).getIdPart())
                .flatMap(claim -> files.ofClaim(claim).stream())
                .findFirst();
    }

    private static boolean waits(FiledItem item) {
        return item.status() == ItemStatus.PENDED_REVIEW && item.queue() != null;
    }

    private static boolean isNamed(Task task, String id) {
        return task.getIdElement().getIdPart().equals(id);
    }
}
