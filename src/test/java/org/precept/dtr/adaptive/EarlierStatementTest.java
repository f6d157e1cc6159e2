package org.precept.dtr.adaptive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceBundle;
import org.precept.determination.Authorization;
import org.precept.determination.Determination;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.policy.Form;

/** Coverage-information of a hook call, brought up to date. */
class EarlierStatementTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);
    private static final String ANSWER = """
            {"systemActions":[
              {"resource":{"resourceType":"MedicationRequest","id":"other","extension":[
                {"url":"%1$s","extension":[{"url":"coverage-assertion-id","valueString":"a-1"},{"url":"covered","valueCode":"not-covered"}]}]}},
              {"resource":{"resourceType":"MedicationRequest","id":"o1","extension":[
                {"url":"https://ehr.example/own","valueString":"a-1"},
                {"url":"%1$s","extension":[
                  {"url":"coverage","valueReference":{"reference":"Coverage/c1"}},
                  {"url":"covered","valueCode":"covered"},
                  {"url":"pa-needed","valueCode":"auth-needed"},
                  {"url":"doc-needed","valueCode":"clinical"},
                  {"url":"doc-purpose","valueCode":"withpa"},
                  {"url":"reason","valueCodeableConcept":{"text":"Documentation still missing."}},
                  {"url":"detail","extension":[{"url":"code","valueCodeableConcept":{"coding":[{"code":"allowed-quantity"}]}}]},
                  {"url":"detail","extension":[{"url":"code","valueCodeableConcept":{"coding":[{"code":"policy-link"}]}}]},
                  {"url":"questionnaire","valueCanonical":"https://payer.example/q|1"},
                  {"url":"date","valueDate":"2026-03-01"},
                  {"url":"coverage-assertion-id","valueString":"a-1"},
                  {"url":"expiry-date","valueDate":"2026-05-30"}]}]}}]}
            """.formatted(EarlierStatement.URL);

    private final EarlierStatement earlier = EarlierStatement.in(ANSWER.getBytes(UTF_8), "MedicationRequest/o1", "a-1")
            .orElseThrow();

    @Test
    void isFoundByOrderAndAssertionOnly() {
        assertThat(EarlierStatement.in(ANSWER.getBytes(UTF_8), "MedicationRequest/o2", "a-1"))
                .isEmpty();
        assertThat(EarlierStatement.in(ANSWER.getBytes(UTF_8), "MedicationRequest/o1", "a-2"))
                .isEmpty();
        assertThat(EarlierStatement.in("not JSON".getBytes(UTF_8), "MedicationRequest/o1", "a-1"))
                .isEmpty();
    }

    @Test
    void anAuthorizationMakesItSatisfiedAndTakesBackWhatItMadeNeedless() {
        Authorization authorization = new Authorization(
                "PA7", "lemtrada", BigDecimal.TEN, TODAY, new DateRange(TODAY, LocalDate.of(2027, 3, 4)));

        JsonNode now = Conversation.read(earlier.authorized(authorization, TODAY));

        assertThat(Conversation.part(now, "pa-needed")).isEqualTo("satisfied");
        assertThat(Conversation.part(now, "satisfied-pa-id")).isEqualTo("PA7");
        assertThat(Conversation.part(now, "expiry-date")).isEqualTo("2027-03-04");
        assertThat(Conversation.part(now, "coverage-assertion-id")).isEqualTo("a-1");
        assertThat(Conversation.part(now, "covered")).isEqualTo("covered");
        for (String gone : List.of("doc-needed", "doc-purpose", "questionnaire")) {
            assertThat(Conversation.part(now, gone)).as(gone).isEmpty();
        }
        assertThat(now.toString())
                .contains("policy-link", "Coverage/c1", "PA7")
                .doesNotContain("allowed-quantity", "still missing", "2026-03-01");
    }

    @Test
    void withoutOneItSaysWhatHoldsAndKeepsWhichDocumentsAreNeeded() {
        JsonNode now = Conversation.read(earlier.determined(nothingSaid(), TODAY));

        assertThat(Conversation.part(now, "pa-needed")).isEqualTo("auth-needed");
        assertThat(Conversation.part(now, "doc-needed")).as("spec-48").isEqualTo("clinical");
        assertThat(Conversation.part(now, "doc-purpose")).isEqualTo("withpa");
        assertThat(Conversation.part(now, "date")).isEqualTo("2026-03-05");
        assertThat(Conversation.part(now, "coverage-assertion-id")).isEqualTo("a-1");
        assertThat(now.toString())
                .contains("Documentation still missing for it: ", "allowed-quantity")
                .doesNotContain("Documentation still missing.");
    }

    private static Determination nothingSaid() {
        Form form = Plans.form("mmm-alemtuzumab-initial");
        return Plans.DETERMINER.determine(
                form.policy(),
                Situation.bare(form.policy(), "mmm", TODAY),
                new EvidenceBundle(new Patient(), List.of()),
                new Ledger(List.of()));
    }
}
