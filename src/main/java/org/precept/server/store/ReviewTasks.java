package org.precept.server.store;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps {@code review_task} in step with the Tasks of reviewers, in the transaction that stores them. */
final class ReviewTasks {

    private static final Set<TaskStatus> CLOSED = EnumSet.of(
            TaskStatus.COMPLETED,
            TaskStatus.CANCELLED,
            TaskStatus.REJECTED,
            TaskStatus.FAILED,
            TaskStatus.ENTEREDINERROR);

    private static final String UPDATE =
            "update review_task set queue = ?, owner = ?, due_at = ?, waiting = ? where task_id = ?";
    private static final String INSERT =
            "insert into review_task (queue, owner, due_at, waiting, task_id) values (?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    ReviewTasks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes note of what is stored; anything but a Task of reviewers is passed over. */
    void stored(Iterable<? extends Resource> resources) {
        for (Resource resource : resources) {
            if (resource instanceof Task task) {
                String queue = queue(task);
                if (queue != null) {
                    note(task, queue);
                }
            }
        }
    }

    /** The queue it waits in; null for a Task of others. */
    static @Nullable String queue(Task task) {
        return task.getPerformerType().stream()
                .flatMap(type -> type.getCoding().stream())
                .filter(coding -> CodeSystems.REVIEW_QUEUE.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst()
                .orElse(null);
    }

    private void note(Task task, String queue) {
        Object[] row = {
            queue,
            task.getOwner().getIdentifier().getValue(),
            due(task),
            !CLOSED.contains(task.getStatus()),
            task.getIdElement().getIdPart()
        };
        if (jdbc.update(UPDATE, row) == 0) {
            jdbc.update(INSERT, row);
        }
    }

    /** What has no time is not urgent. */
    private static OffsetDateTime due(Task task) {
        DateTimeType due = task.getRestriction().getPeriod().getEndElement();
        if (!due.hasValue()) {
            return OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        }
        return due.getPrecision() == TemporalPrecisionEnum.DAY
                ? OffsetDateTime.parse(due.getValueAsString() + "T00:00:00Z")
                : due.getValue().toInstant().atOffset(ZoneOffset.UTC);
    }
}
