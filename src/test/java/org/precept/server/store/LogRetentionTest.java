package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.server.start.StartRefusedException;

class LogRetentionTest {

    private static final Instant NOW = Instant.parse("2028-02-29T12:00:00Z");

    @Test
    void callsAndAssertionsGoTogetherWhenTheyAreKeptLong() {
        LogRetention tenYears = new LogRetention(Period.ofYears(10));

        assertThat(tenYears.calls(NOW)).isEqualTo(Instant.parse("2018-02-28T12:00:00Z"));
        assertThat(tenYears.assertions(NOW)).isEqualTo(tenYears.calls(NOW));
    }

    @Test
    void assertionsStayForTwoYearsWhenCallsAreKeptBriefly() {
        LogRetention month = new LogRetention(Period.ofMonths(1));

        assertThat(month.calls(NOW)).isEqualTo(Instant.parse("2028-01-29T12:00:00Z"));
        assertThat(month.assertions(NOW)).isEqualTo(Instant.parse("2026-02-28T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1D", "P-1M1D"})
    void aPeriodThatKeepsNothingIsRefused(String period) {
        Period kept = Period.parse(period);

        assertThatThrownBy(() -> new LogRetention(kept))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("precept.crd.log.retention");
    }
}
