package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.CodeSystems;
import org.precept.record.PriorAuthorizations;
import org.precept.record.ReviewKind;
import org.precept.record.ReviewLog.Entry;
import org.precept.record.Worklist.Wanted;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of reviewers in both databases: which Tasks wait, and who did what. */
class JdbcReviewsTest extends OneProcessTest {

    private static final Instant DUE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Set<ReviewQueue> BOTH = Set.of(ReviewQueue.NURSE, ReviewQueue.PHYSICIAN);

    private final Filed filed = new Filed(new HashMap<>());

    private JdbcTemplate given(Database database) {
        return given(database, Clock.systemUTC()).jdbc;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void tasksAreFoundByQueueOwnerAndTimeTheMostUrgentFirst(Database database) {
        JdbcTemplate jdbc = given(database);
        ReviewTasks tasks = new ReviewTasks(jdbc);
        JdbcWorklist worklist = new JdbcWorklist(jdbc, filed);
        Task later = task("a", "nurse", null, DUE.plusSeconds(60));
        Task owned = task("b", "nurse", "nora", DUE);
        Task physicians = task("c", "physician", null, DUE);
        Task whenever = task("d", "nurse", null, null);
        Task closed = task("e", "nurse", null, DUE);
        tasks.stored(List.of(later, owned, physicians, whenever, closed, new Task().setStatus(TaskStatus.REQUESTED)));
        tasks.stored(List.of(closed.setStatus(TaskStatus.COMPLETED)));

        assertThat(open(worklist, BOTH, null, null, null, 0, 10)).containsExactly("b", "c", "a", "d");
        assertThat(open(worklist, Set.of(ReviewQueue.NURSE), null, null, null, 1, 1))
                .containsExactly("a");
        assertThat(open(worklist, BOTH, "nora", null, null, 0, 10)).containsExactly("b");
        assertThat(open(worklist, BOTH, "", null, null, 0, 10)).containsExactly("c", "a", "d");
        assertThat(open(worklist, BOTH, null, DUE, null, 0, 10)).isEmpty();
        assertThat(open(worklist, BOTH, null, DUE.plusMillis(1), null, 0, 10)).containsExactly("b", "c");
        assertThat(open(worklist, BOTH, "", DUE.plusSeconds(61), DUE.plusMillis(1), 0, 10))
                .containsExactly("a");
        assertThat(open(worklist, Set.of(ReviewQueue.CLINICIAN), null, null, null, 0, 10))
                .isEmpty();
        assertThat(worklist.find("e")).contains(closed);
        assertThat(worklist.find("f")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aTaskMovesWithItsQueueAndOwner(Database database) {
        JdbcTemplate jdbc = given(database);
        ReviewTasks tasks = new ReviewTasks(jdbc);
        JdbcWorklist worklist = new JdbcWorklist(jdbc, filed);
        tasks.stored(List.of(task("a", "nurse", "nora", DUE)));

        tasks.stored(List.of(task("a", "physician", null, DUE.minusSeconds(60))));

        assertThat(open(worklist, BOTH, "nora", null, null, 0, 10)).isEmpty();
        assertThat(open(worklist, Set.of(ReviewQueue.PHYSICIAN), "", DUE, null, 0, 10))
                .containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void theLogGivesBackWhatWasSaidInOrder(Database database) {
        JdbcReviewLog log = new JdbcReviewLog(given(database));
        Entry denied = new Entry(
                "file-1",
                "task-1",
                2,
                "peter",
                ReviewKind.DENY,
                DUE,
                Map.of("text", "„Größe“ \\ \"≤ 60\"\n\u0001", "section", "III"));
        Entry moved = new Entry("file-1", "task-1", 2, "paula", ReviewKind.REASSIGN, DUE.minusSeconds(1), Map.of());
        log.add(denied);
        log.add(new Entry("file-2", "task-2", 1, "nora", ReviewKind.APPROVE, DUE, Map.of()));
        log.add(moved);

        assertThat(log.ofFile("file-1")).containsExactly(denied, moved);
        assertThat(log.ofFile("file-3")).isEmpty();
    }

    private static List<String> open(
            JdbcWorklist worklist,
            Set<ReviewQueue> queues,
            @Nullable String owner,
            @Nullable Instant before,
            @Nullable Instant from,
            int skip,
            int most) {
        return worklist.open(new Wanted(queues, owner, before, from, skip, most)).stream()
                .map(task -> task.getIdElement().getIdPart())
                .toList();
    }

    private Task task(String id, String queue, @Nullable String owner, @Nullable Instant due) {
        Task task = new Task().setStatus(TaskStatus.REQUESTED);
        task.setId("Task/" + id);
        task.addPerformerType(new CodeableConcept(
                new Coding().setSystem(CodeSystems.REVIEW_QUEUE).setCode(queue)));
        if (owner != null) {
            task.getOwner().setIdentifier(new Identifier().setValue(owner));
        }
        if (due != null) {
            task.getRestriction().getPeriod().setEnd(Date.from(due));
        }
        filed.tasks().put("Task/" + id, task);
        return task;
    }

    /** Tasks as they would be stored. */
    private record Filed(Map<String, Task> tasks) implements PriorAuthorizations {

        @Override
        public List<Resource> read(Collection<String> references) {
            return references.stream().<Resource>map(tasks::get).toList();
        }

        @Override
        public void store(List<? extends Resource> resources) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void replace(List<? extends Resource> resources) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Task> tasksOn(String responseId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Decided> of(String patientId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Bundle> bundleOf(String claimId) {
            throw new UnsupportedOperationException();
        }
    }
}
