package org.precept.server.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.record.PriorAuthorizations;
import org.precept.record.Worklist;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds Tasks of reviewers in {@code review_task}. */
final class JdbcWorklist implements Worklist {

    private final JdbcTemplate jdbc;
    private final PriorAuthorizations resources;

    JdbcWorklist(JdbcTemplate jdbc, PriorAuthorizations resources) {
        this.jdbc = jdbc;
        this.resources = resources;
    }

    @Override
    public List<Task> open(Wanted wanted) {
        List<String> queues =
                wanted.queues().stream().map(ReviewQueue::code).sorted().toList();
        List<Object> values = new ArrayList<>(queues);
        StringBuilder sql = new StringBuilder(
                "select task_id from review_task where waiting and queue in " + RecordTables.marks(queues));
        owner(wanted.owner(), sql, values);
        time(" and due_at < ?", wanted.dueBefore(), sql, values);
        time(" and due_at >= ?", wanted.dueFrom(), sql, values);
        sql.append(" order by due_at, task_id offset ? rows fetch first ? rows only");
        values.add(wanted.skip());
        values.add(wanted.most());
        return tasks(jdbc.queryForList(sql.toString(), String.class, values.toArray()));
    }

    @Override
    public Optional<Task> find(String id) {
        return tasks(jdbc.queryForList("select task_id from review_task where task_id = ?", String.class, id)).stream()
                .findFirst();
    }

    private static void owner(@Nullable String owner, StringBuilder sql, List<Object> values) {
        if (owner == null) {
            return;
        }
        if (owner.isEmpty()) {
            sql.append(" and owner is null");
        } else {
            sql.append(" and owner = ?");
            values.add(owner);
        }
    }

    private static void time(String condition, @Nullable Instant time, StringBuilder sql, List<Object> values) {
        if (time != null) {
            sql.append(condition);
            values.add(time.atOffset(ZoneOffset.UTC));
        }
    }

    private List<Task> tasks(Collection<String> ids) {
        Map<String, Task> found = new LinkedHashMap<>();
        ids.forEach(id -> found.put(id, new Task()));
        for (Resource resource : ids.isEmpty()
                ? List.<Resource>of()
                : resources.read(ids.stream().map(id -> "Task/" + id).toList())) {
            if (resource instanceof Task task) {
                found.put(task.getIdElement().getIdPart(), task);
            }
        }
        return found.values().stream().filter(Task::hasId).toList();
    }
}
