package org.precept.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {

    @ParameterizedTest
    @CsvSource({
        "2026,2026-01-01,2026-12-31",
        "2024-02,2024-02-01,2024-02-29",
        "2026-03-01,2026-03-01,2026-03-01",
        "2026-03-01T23:30:00-10:00,2026-03-01,2026-03-01",
        "2026-03-01T00:30:00.123+14:00,2026-03-01,2026-03-01"
    })
    void takesDaysAsWritten(String written, LocalDate first, LocalDate last) {
        DateTimeType value = new DateTimeType(written);

        assertThat(Days.first(value)).isEqualTo(first);
        assertThat(Days.last(value)).isEqualTo(last);
    }

    @Test
    void anAbsentValueHasNoDay() {
        assertThat(Days.first(new DateType())).isNull();
        assertThat(Days.first(null)).isNull();
        assertThat(Days.last(new DateTimeType())).isNull();
    }

    @Test
    void aPeriodIncludesItsEndsAndAnAbsentEndIsOpen() {
        Period period = new Period();
        period.setStartElement(new DateTimeType("2026-03-01")).setEndElement(new DateTimeType("2026-03"));

        assertThat(Days.within(period, LocalDate.of(2026, 2, 28))).isFalse();
        assertThat(Days.within(period, LocalDate.of(2026, 3, 1))).isTrue();
        assertThat(Days.within(period, LocalDate.of(2026, 3, 31))).isTrue();
        assertThat(Days.within(period, LocalDate.of(2026, 4, 1))).isFalse();
        assertThat(Days.within(new Period(), LocalDate.of(2026, 4, 1))).isTrue();
    }
}
