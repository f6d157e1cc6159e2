package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodingKey;
import org.precept.policy.DateRange;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Basis;
import org.precept.record.KeptDetermination.CriterionValue;
import org.precept.record.KeptDetermination.Evidence;
import org.precept.record.KeptDetermination.Result;

/** What is read again is what was kept, to the digit. */
class DeterminationJsonTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

    @Test
    void keepsEveryPart() {
        // given
        KeptDetermination made = determination(new Coding("http://example.org", "G35", "MS"));

        // when
        KeptDetermination read = DeterminationJson.read(DeterminationJson.write(made));

        // then
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("basis.request.indications")
                .isEqualTo(made);
        assertThat(read.basis().request().units()).isEqualTo(new BigDecimal("60.0"));
        assertThat(read.basis().request().indications())
                .singleElement()
                .satisfies(coding -> assertThat(coding.equalsDeep(
                                made.basis().request().indications().get(0)))
                        .isTrue());
    }

    @Test
    void keepsWhatIsNotKnown() {
        // given
        KeptDetermination made = determination(new Coding());

        // when
        KeptDetermination read = DeterminationJson.read(DeterminationJson.write(made));

        // then
        assertThat(read.result().criteria().get(1).value()).isNull();
        assertThat(read.basis().request().indications().get(0).isEmpty()).isTrue();
    }

    private static KeptDetermination determination(Coding indication) {
        AuthorizationRequest request = new AuthorizationRequest(
                "urn:uuid:1",
                1,
                DAY,
                DAY.plusDays(3),
                "mmm",
                "lemtrada",
                new CodingKey("https://example.org/hcpcs", "J0202"),
                new BigDecimal("60.0"),
                "22",
                true,
                LocalDate.of(1980, 2, 29),
                List.of("urn:uuid:2"),
                List.of(indication));
        return new KeptDetermination(
                "g",
                "c",
                "M1",
                Instant.parse("2026-11-16T10:00:00.123456Z"),
                new Canonical("https://example.org/PlanDefinition/p", "1.2.0"),
                new Basis(
                        request,
                        new Evidence("Patient/p", Origin.RECORD, "Patient/p/_history/2", null),
                        List.of(
                                new Evidence("urn:uuid:3", Origin.REQUEST, null, null),
                                new Evidence(
                                        "Observation/o", Origin.RECORD, null, "{\"resourceType\":\"Observation\"}")),
                        List.of(new Authorization(
                                "PA1", "lemtrada", new BigDecimal("60"), DAY, new DateRange(DAY, null)))),
                new Result(
                        "initial",
                        "A1",
                        null,
                        new BigDecimal("60"),
                        new DateRange(DAY, DAY.plusYears(1)),
                        List.of(
                                new CriterionValue("a", true, false, false),
                                new CriterionValue("b", null, true, false)),
                        "PA0"));
    }
}
