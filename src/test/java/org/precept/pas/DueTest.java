package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By when a request must be answered depends on the request alone. */
class DueTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-16T09:30:00-06:00, normal, , 2026-11-23T15:30:00Z",
        "2026-11-16T09:30:00Z,      stat,   , 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, U, 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, 03, 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, E, 2026-11-23T09:30:00Z",
        "2026-11-16,                normal, , 2026-11-23T00:00:00Z"
    })
    void countsFromTheClaim(String created, String priority, String level, String due) {
        Claim claim = new Claim();
        claim.setCreatedElement(new DateTimeType(created));
        claim.setPriority(Codes.concept(Pas.PROCESS_PRIORITY, priority, null));
        if (level != null) {
            claim.addExtension(Pas.LEVEL_OF_SERVICE, Codes.concept(Pas.X12_LEVEL_OF_SERVICE, level, null));
        }

        assertThat(Due.period(claim).getEndElement().getValueAsString()).isEqualTo(due);
    }

    @Test
    void standardWithoutAnyPriority() {
        assertThat(Due.expedited(new Claim())).isFalse();
    }
}
