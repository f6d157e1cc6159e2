package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.FormErrors.Reported;
import org.precept.server.start.StartRefusedException;

/** Reports about forms are kept once, counted, found, and deleted in time, on both databases. */
class JdbcFormErrorsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");
    private static final Instant EARLIER = Instant.parse("2025-03-02T10:15:30Z");
    private static final String FORM = "https://precept.example/fhir/Questionnaire/a_b";

    private Process process;
    private JdbcFormErrors errors;

    private void given(Database database) {
        process = new Process(Process.newDatabase(database), Clock.fixed(NOW, ZoneOffset.UTC));
        errors = new JdbcFormErrors(process.jdbc, 3);
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsSaidAgainIsCounted(Database database) {
        given(database);
        errors.keep(FORM, "[1]", EARLIER);
        errors.keep(FORM, "[1]", NOW);

        assertThat(errors.find(null, null, 10)).containsExactly(new Reported(FORM, EARLIER, NOW, 2, "[1]"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void reportsAreFoundByFormWithOrWithoutVersion(Database database) {
        given(database);
        errors.keep(FORM + "|1.0.0", "[1]", EARLIER);
        errors.keep(FORM, "[2]", NOW);
        errors.keep("https://precept.example/fhir/Questionnaire/axb|1.0.0", "[3]", NOW);

        assertThat(errors.find(FORM, null, 10)).extracting(Reported::outcomes).containsExactly("[2]", "[1]");
        assertThat(errors.find(FORM + "|1.0.0", null, 10))
                .extracting(Reported::outcomes)
                .containsExactly("[1]");
        assertThat(errors.find(FORM, NOW, 10)).extracting(Reported::outcomes).containsExactly("[1]");
        assertThat(errors.find(null, null, 1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whenThereIsNoRoomNothingMoreIsKept(Database database) {
        given(database);
        for (int i = 0; i < 3; i++) {
            assertThat(errors.keep(FORM, "[" + i + "]", NOW)).isTrue();
        }

        assertThat(errors.keep(FORM, "[3]", NOW)).isFalse();
        assertThat(errors.keep(FORM, "[2]", NOW)).isTrue();
        assertThat(errors.find(null, null, 10)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void oldReportsAreDeleted(Database database) {
        given(database);
        errors.keep(FORM, "[1]", EARLIER);
        errors.keep(FORM, "[2]", NOW);

        ExpiredCalls expired = new ExpiredCalls(
                process.jdbc,
                process.transaction,
                new LogRetention(Period.ofYears(10)),
                new FormErrorRetention(Period.ofDays(180), 10),
                new PasMetricsRetention(Period.ofYears(10)),
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(expired.deleteSome()).isTrue();
        assertThat(errors.find(null, null, 10)).extracting(Reported::outcomes).containsExactly("[2]");
    }

    @Test
    void aRetentionThatKeepsNothingIsRefused() {
        assertThatThrownBy(() -> new FormErrorRetention(Period.ZERO, 10)).isInstanceOf(StartRefusedException.class);
        assertThatThrownBy(() -> new FormErrorRetention(Period.ofDays(1), 0)).isInstanceOf(StartRefusedException.class);
    }
}
