package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.MedicationStatement.MedicationStatementStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.RejectedRequest;

class EncounterTest {
    private final FakePayer payer = new FakePayer();

    @ParameterizedTest
    @CsvSource({"2025-05-05,1", "2025-05-04,1", "2025-03-07,1", "2025-03-05,0", "2025-05-08,0"})
    void anAuthorizationThatEndsSoonIsRemindedOf(LocalDate from, int cards) {
        payer.approve("PA-7", "lemtrada", "60", from); // ends a year later; the call comes on 2026-03-05

        Answered answer = payer.answer(Calls.of("mmm").encounter(HookKind.ENCOUNTER_START));

        assertThat(summaries(answer)).hasSize(cards);
        if (cards > 0) {
            JsonNode card = answer.json().at("/cards/0");
            assertThat(card.path("summary").asText())
                    .contains("Lemtrada", "ends on " + from.plusYears(1).minusDays(1))
                    .hasSizeLessThan(140);
            assertThat(card.path("detail").asText()).contains("PA-7", "60 units");
            assertThat(answer.topics()).containsExactly("clinical-reminder");
        }
        assertThat(answer.json().path("systemActions")).isEmpty();
    }

    @Test
    void anAuthorizationWithASuccessorIsNot() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2025, 4, 1));
        payer.approve("PA-8", "lemtrada", "36", LocalDate.of(2026, 4, 1));

        assertThat(summaries(payer.answer(Calls.of("mmm").encounter(HookKind.ENCOUNTER_START))))
                .isEmpty();
    }

    @Test
    void theDayIsTheEncounters() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));

        Answered later = payer.answer(Calls.of("mmm")
                .prefetch("encounter", encounter("2026-12-24", "2027-01-02"))
                .encounter(HookKind.ENCOUNTER_START));

        assertThat(summaries(later)).hasSize(1);
    }

    @Test
    void dischargeSaysWhatGoesOn() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));

        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("encounter", encounter("2026-03-01", "2026-03-05"))
                .encounter(HookKind.ENCOUNTER_DISCHARGE));

        assertThat(summaries(answer))
                .singleElement()
                .satisfies(
                        summary -> assertThat(summary).contains("stays authorized after discharge until 2027-01-31"));
    }

    @Test
    void dischargeNamesTherapiesWithoutAuthorization() {
        String active = Calls.lemtrada("m1").replace("draft", "active");
        String given = """
                {"resourceType":"MedicationAdministration","id":"g1","status":"completed","subject":{"reference":"Patient/p1"},\
                "context":{"reference":"Encounter/%s"},"effectiveDateTime":"2026-03-04",\
                "medicationCodeableConcept":{"coding":[{"system":"%s","code":"J0202"}]}}""";

        assertThat(discharge(active)).hasSize(1);
        assertThat(discharge(given.formatted("enc1", Calls.HCPCS))).hasSize(1);
        assertThat(discharge(active, given.formatted("enc1", Calls.HCPCS)))
                .as("one card for one therapy")
                .hasSize(1);
        assertThat(discharge(given.formatted("another", Calls.HCPCS))).isEmpty();
        assertThat(discharge(active.replace("active", "stopped"))).isEmpty();
        assertThat(discharge(active.replace("J0202", "J9999"))).isEmpty();
        assertThat(discharge(active.replace("Patient/p1", "Patient/p2"))).isEmpty();
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));
        assertThat(discharge(active)).singleElement().asString().contains("stays authorized");
    }

    @Test
    void theStoredRecordCountsToo() {
        MedicationStatement statement = new MedicationStatement();
        statement.setId("MedicationStatement/s1");
        statement.setStatus(MedicationStatementStatus.ACTIVE).setSubject(new Reference("Patient/stored"));
        statement.setMedication(
                new CodeableConcept(new Coding().setSystem(Calls.HCPCS).setCode("J0202")));
        payer.record.add(new EvidenceItem("MedicationStatement/s1", statement, Origin.RECORD));

        Answered answer = payer.answer(Calls.of("mmm").encounter(HookKind.ENCOUNTER_DISCHARGE));

        assertThat(answer.topics()).containsExactly("claim");
        assertThat(answer.json().at("/cards/0/detail").asText()).contains("the record of MMM Healthcare");
        assertThat(answer.json().at("/cards/0/indicator").asText()).isEqualTo("warning");
        assertThat(payer.answer(Calls.of("mmm")
                                .encounter(HookKind.ENCOUNTER_DISCHARGE)
                                .configuration("{\"claim\":false}"))
                        .topics())
                .isEmpty();
    }

    @Test
    void whoIsNotCoveredOrNotKnownIsNotRemindedOfAnything() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2025, 4, 1));

        for (Calls call : List.of(
                Calls.of("mmm", "M-2"),
                Calls.of("mmm").without("coverage"),
                Calls.of("mmm").prefetch("coverage", Calls.bundle()),
                Calls.of("mmm").prefetch("encounter", encounter("2023-12-24", "2023-12-26")))) {
            Answered answer = payer.answer(call.encounter(HookKind.ENCOUNTER_START));

            assertThat(answer.json().path("cards").isArray()).isTrue();
            assertThat(answer.json().path("cards")).isEmpty();
        }
    }

    @Test
    void theEncounterIsRequired() {
        RejectedRequest refused = catchThrowableOfType(
                () -> payer.answer(
                        Calls.of("mmm").encounter(HookKind.ENCOUNTER_START).context("\"x\":1")),
                RejectedRequest.class);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .isEqualTo("context.encounterId");
    }

    private List<String> discharge(String... resources) {
        return summaries(payer.answer(
                Calls.of("mmm").prefetch("anything", Calls.bundle(resources)).encounter(HookKind.ENCOUNTER_DISCHARGE)));
    }

    private static List<String> summaries(Answered answer) {
        return answer.json().path("cards").findValuesAsText("summary");
    }

    private static String encounter(String start, String end) {
        return """
                {"resourceType":"Encounter","id":"enc1","status":"in-progress","class":{"code":"IMP"},\
                "subject":{"reference":"Patient/p1"},"period":{"start":"%s","end":"%s"}}""".formatted(start, end);
    }
}
