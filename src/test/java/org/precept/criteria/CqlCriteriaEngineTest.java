package org.precept.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.precept.criteria.TinyContent.LIBRARY;
import static org.precept.criteria.TinyContent.evidence;
import static org.precept.criteria.TinyContent.item;
import static org.precept.criteria.TinyContent.observation;
import static org.precept.criteria.TinyContent.request;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;

class CqlCriteriaEngineTest {
    private static final CriteriaContent.Ready READY = TinyContent.ready();
    private final CriteriaEngine engine = READY.engine();

    @AfterAll
    static void close() {
        READY.engine().close();
    }

    private CriterionResult criterion(String id, EvidenceItem... items) {
        return engine.criteria(LIBRARY, List.of(id), evidence(items), request()).get(0);
    }

    @Test
    void absenceOfARecordIsNeitherMetNorNotMet() {
        CriterionResult result = criterion("tested");
        assertThat(result.value()).isNull();
        assertThat(result.conflict()).isFalse();
        assertThat(result.evidence()).isEmpty();
    }

    @Test
    void evidenceNamesResourcesWithWhatTheySayAndWhen() {
        CriterionResult result =
                criterion("tested", observation("new", "2026-02-02", false), observation("old", "2025-01-01", true));
        assertThat(result.value()).isFalse();
        assertThat(result.evidence())
                .containsExactly(
                        new EvidenceReference("Observation/old", "HIV 1+2 Ab: true", LocalDate.of(2025, 1, 1)),
                        new EvidenceReference("Observation/new", "HIV 1+2 Ab: false", LocalDate.of(2026, 2, 2)));
    }

    @Test
    void aReferenceIsNamedOnce() {
        assertThat(criterion("quantity").evidence())
                .containsExactly(new EvidenceReference("urn:uuid:claim", "The request itself", TinyContent.TODAY));
    }

    @Test
    void theMemberIsEvidenceWithoutAName() {
        CriterionResult age = criterion("age");
        assertThat(age.value()).isTrue();
        assertThat(age.evidence())
                .containsExactly(
                        new EvidenceReference("Patient/m1", "Date of birth on file", LocalDate.of(2000, 1, 1)));
    }

    @Test
    void aConflictHasNoValueAndSaysWhy() {
        CriterionResult torn = criterion("torn", observation("a", "2026-01-01", true));
        assertThat(torn.value()).isNull();
        assertThat(torn.conflict()).isTrue();
        assertThat(torn.physician()).isTrue();
        assertThat(torn.note()).isEqualTo("two results disagree");
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets,J0202,continuation",
        "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets,j0202,continuation",
        "http://hl7.org/fhir/sid/ndc,58468-0200-01,continuation",
        "http://hl7.org/fhir/sid/ndc,58468-0200-1,continuation",
        "http://hl7.org/fhir/sid/ndc,58468-0201-1,initial"
    })
    void codesAreComparedInTheirNormalForm(String system, String code, String phase) {
        MedicationAdministration given = new MedicationAdministration()
                .setMedication(new CodeableConcept(new Coding(CodeSystems.SNOMED, "1", null))
                        .addCoding(new Coding(system, code, null)));
        assertThat(engine.phase(LIBRARY, evidence(item(given, "g")), request())).isEqualTo(phase);
    }

    @Test
    void specialtiesAreFoundUnderEveryFormOfAReference() {
        assertThat(criterion("prescriber", TinyContent.practitioner("2084N0400X"))
                        .value())
                .isTrue();
        assertThat(criterion(
                                "prescriber",
                                TinyContent.role("https://ehr.example/fhir/Practitioner/p1/_history/3", "2084N0400X"))
                        .value())
                .isTrue();
        assertThat(criterion("prescriber", TinyContent.practitioner("2084P0800X"))
                        .value())
                .isNull();
        assertThat(criterion("prescriber", TinyContent.practitioner("2084N0400X"))
                        .evidence())
                .extracting(EvidenceReference::reference)
                .containsExactly("https://ehr.example/fhir/Practitioner/p1");
    }

    @Test
    void todayIsTheDateOfTheRequest() {
        Map<String, Object> values = engine.values(LIBRARY, List.of("today", "absent"), evidence(), request());
        assertThat(values).containsOnlyKeys("today");
        assertThat(values.get("today")).hasToString("2026-03-01");
    }

    @Test
    void manyRequestsAtOnceDoNotMix() {
        List<Boolean> values = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> criterion("tested", observation("o", "2026-01-01", i % 2 == 0))
                        .value())
                .toList();
        assertThat(values)
                .containsExactlyElementsOf(
                        IntStream.range(0, 400).mapToObj(i -> i % 2 == 0).toList());
    }

    @Test
    void mistakesOfContentAreNamed() {
        assertThatThrownBy(() -> criterion("text"))
                .isInstanceOf(CriteriaException.class)
                .hasMessageContaining("\"text\" is a String, not a Boolean");
        assertThatThrownBy(() -> criterion("nothing")).hasMessageContaining("has no define \"nothing\"");
        assertThatThrownBy(() -> engine.phase(Canonical.parse("x/Library/Other"), evidence(), request()))
                .hasMessageContaining("there is no CQL library");
    }

    @Test
    void anEvaluationThatTakesTooLongIsAnError() {
        CountDownLatch never = new CountDownLatch(1);
        try (EvaluationPool hurried = new EvaluationPool(new EngineLimits(1, 1, Duration.ofMillis(1)))) {
            assertThatThrownBy(() -> hurried.run("evaluation of a", () -> {
                        never.await();
                        return "too late";
                    }))
                    .isInstanceOf(CriteriaException.class)
                    .hasMessageContaining("longer than allowed");
        }
    }

    @Test
    void anEvaluationThatGoesOnSaysWhatANewOneSays() {
        EvidenceItem[] items = {observation("new", "2026-02-02", false), observation("old", "2025-01-01", true)};
        EvidenceBundle shared = evidence(items);
        RequestParameters limited = request().withLimit(BigDecimal.ONE, BigDecimal.TEN);
        List<String> ids = List.of("tested", "quantity");

        for (RequestParameters parameters : List.of(request(), limited, request(), limited)) {
            assertThat(engine.criteria(LIBRARY, ids, shared, parameters))
                    .isEqualTo(engine.criteria(LIBRARY, ids, evidence(items), parameters));
            assertThat(engine.phase(LIBRARY, shared, parameters))
                    .isEqualTo(engine.phase(LIBRARY, evidence(items), parameters));
        }
    }
}
