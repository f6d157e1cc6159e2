package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;

/** News stands or falls with the change that it tells of. */
class RequestEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");

    private Process process;

    private void given(Database database) {
        process = new Process(Process.newDatabase(database), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void newsIsCommittedWithItsTransactionAndWakesTheDispatcherThen(Database database) {
        given(database);
        long seen = process.signal.seen();

        process.transaction.executeWithoutResult(status -> {
            process.events.answerChanged(file("f1", 2), "{\"a\":1}");
            assertThat(process.signal.seen()).isEqualTo(seen);
        });

        assertThat(process.signal.seen()).isNotEqualTo(seen);
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("file_id", "f1").containsEntry("file_version", 2);
            assertThat(row.get("submitters").toString().lines()).containsExactlyInAnyOrder("SENDER-1", "1234567893");
            assertThat(Packed.unpack((byte[]) row.get("packed_answer"))).isEqualTo("{\"a\":1}");
        });
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void newsOfWhatIsUndoneIsUndone(Database database) {
        given(database);
        long seen = process.signal.seen();

        process.transaction.executeWithoutResult(status -> {
            process.events.answerChanged(file("f1", 2), "{}");
            status.setRollbackOnly();
        });

        assertThat(rows()).isEmpty();
        assertThat(process.signal.seen()).isEqualTo(seen);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void twoMembersAreToldAboutAtTheSameTime(Database database) {
        given(database);

        process.transaction.executeWithoutResult(status -> {
            process.events.answerChanged(file("f1", 2), "{}");
            CompletableFuture.runAsync(() -> process.transaction.executeWithoutResult(
                            other -> process.events.answerChanged(file("f2", 5), "{}")))
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        });

        assertThat(rows()).extracting(row -> row.get("file_id")).containsExactly("f1", "f2");
    }

    @Test
    void newsWithoutATransactionIsRefused() {
        given(Database.H2);

        assertThatThrownBy(() -> process.events.answerChanged(file("f1", 2), "{}"))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<Map<String, Object>> rows() {
        return process.jdbc.queryForList("select * from request_event order by seq");
    }

    static RequestFile file(String id, int version) {
        return new RequestFile(
                id,
                version,
                "mmm",
                "M1",
                "claim-" + id,
                "response-" + id,
                "2.2.1",
                Set.of("SENDER-1", "1234567893"),
                Set.of(),
                new RequestClock(false, NOW, NOW, NOW, null),
                null,
                List.of());
    }
}
