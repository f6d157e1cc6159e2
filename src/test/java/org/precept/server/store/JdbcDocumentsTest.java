package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.Arrival;
import org.precept.record.TraceDocument;

/** An arrival is kept until somebody takes it. */
class JdbcDocumentsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");
    private static final Instant LATER = NOW.plus(Duration.ofSeconds(10));

    private Process process;
    private JdbcDocuments documents;

    private void given(Database database) {
        process = new Process(Process.newDatabase(database), Clock.fixed(NOW, ZoneOffset.UTC));
        documents = new JdbcDocuments(process.jdbc);
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anArrivalWaitsUntilItIsTakenAndIsFoundByItsTraceThen(Database database) {
        given(database);
        documents.arrived(arrival("TR1", "DocumentReference/d1", "11506-3"), LATER);
        documents.arrived(arrival("TR2", "QuestionnaireResponse/q1", "102089-0"), LATER);

        assertThat(documents.due(NOW, 10)).isEmpty();
        List<Arrival> due = documents.due(LATER, 10);
        assertThat(due).extracting(Arrival::trace).containsExactly("TR1", "TR2");
        assertThat(documents.waiting(List.of("TR1", "TR3"))).containsExactly(due.get(0));
        assertThat(documents.of(List.of("TR1", "TR2"))).isEmpty();

        documents.taken(List.of(due.get(0)), List.of(due.get(1)));

        assertThat(documents.due(LATER, 10)).isEmpty();
        assertThat(documents.of(List.of("TR1", "TR2")))
                .containsExactly(new TraceDocument("TR1", "DocumentReference/d1", "11506-3", NOW));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void theSameDocumentAgainIsOneDocument(Database database) {
        given(database);
        for (int i = 0; i < 2; i++) {
            documents.arrived(arrival("TR1", "DocumentReference/d1", null), NOW);
            documents.taken(documents.waiting(List.of("TR1")), List.of());
        }

        assertThat(documents.of(List.of("TR1"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatFailedWaitsForItsTimeAndIsCounted(Database database) {
        given(database);
        documents.arrived(arrival("TR1", "DocumentReference/d1", null), NOW);

        documents.failed("TR1", LATER);

        assertThat(documents.due(NOW, 10)).isEmpty();
        assertThat(documents.stuck()).isOne();
        assertThat(documents.due(LATER, 10))
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.attempts()).isOne());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anArrivalStandsOrFallsWithTheTransactionThatStoresTheDocument(Database database) {
        given(database);

        process.transaction.executeWithoutResult(status -> {
            documents.arrived(arrival("TR1", "DocumentReference/d1", null), NOW);
            status.setRollbackOnly();
        });

        assertThat(documents.due(LATER, 10)).isEmpty();
    }

    private static Arrival arrival(String trace, String document, String code) {
        return new Arrival(0, trace, document, "Patient/p1", code, false, NOW, 0);
    }
}
