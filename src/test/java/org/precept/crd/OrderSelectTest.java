package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

class OrderSelectTest {
    private final FakePayer payer = new FakePayer();

    @Test
    void answersForTheSelectedOrderOnly() {
        Answered answer = payer.answer(Calls.of("mmm")
                .order(Calls.lemtrada("o1"))
                .order(Calls.medication("o2", Calls.HCPCS, "J9999"))
                .order(Calls.lemtrada("o3"))
                .select("MedicationRequest/o3"));

        assertThat(answer.json().path("systemActions")).hasSize(1);
        assertThat(answer.json().at("/systemActions/0/resource/id").asText()).isEqualTo("o3");
        assertThat(answer.answer().determinations()).hasSize(1);
        assertThat(answer.answer().contexts().get(0).requests()).hasSize(1);
    }

    @Test
    void theOtherDraftsAreEvidenceAndDoNotAddToTheQuantity() {
        payer.answer(Calls.of("mmm")
                .order(Calls.lemtrada("o1"))
                .order(Calls.lemtrada("o2"))
                .select("MedicationRequest/o2"));

        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .contains("MedicationRequest/o1", "MedicationRequest/o2");
        assertThat(payer.asked.get(0).quantity()).isEqualByComparingTo("60");
    }

    @Test
    void neverAsksForDocuments() {
        payer.set("hiv-negative", null);

        Answered answer = payer.answer(
                Calls.of("mmm").order(Calls.lemtrada("o1")).select("http://ehr.example/fhir/MedicationRequest/o1"));

        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        for (String part : List.of("doc-needed", "doc-purpose", "questionnaire")) {
            assertThat(answer.said(part)).as(part).isEmpty();
        }
        assertThat(answer.said("reason").get(0)).doesNotContain("ocumentation");
        assertThat(answer.topics()).contains("guideline").doesNotContain("claim");
        assertThat(answer.json().path("cards").toString()).doesNotContain("to document");
        assertThat(answer.json().path("cards").toString())
                .contains("nothing on file says so yet")
                .doesNotContain("Send the");
        assertThat(answer.answer().contexts().get(0).requests().get(0).questionnaire())
                .isNull();
    }

    @Test
    void troubleIsSaidWithoutAskingForDocumentsEither() {
        payer.broken = true;

        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).select("MedicationRequest/o1"));

        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("doc-needed")).isEmpty();
    }

    @Test
    void whatWasSaidAtSigningIsNotSaidAgainWithLess() {
        payer.set("hiv-negative", null);
        Answered signed = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));
        String annotated = signed.json().at("/systemActions/0/resource").toString();

        Answered same = payer.answer(Calls.of("mmm").order(annotated).select("MedicationRequest/o1"));
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));
        Answered changed = payer.answer(Calls.of("mmm").order(annotated).select("MedicationRequest/o1"));

        assertThat(signed.said("doc-needed")).containsExactly("clinical");
        assertThat(same.json().path("systemActions")).isEmpty();
        assertThat(changed.said("pa-needed")).containsExactly("satisfied");
    }

    @Test
    void withoutCoverageThereIsNothingToSay() {
        Answered absent = payer.answer(
                Calls.of("mmm").without("coverage").order(Calls.lemtrada("o1")).select("MedicationRequest/o1"));
        Answered none = payer.answer(Calls.of("mmm")
                .prefetch("coverage", Calls.bundle())
                .order(Calls.lemtrada("o1"))
                .select("MedicationRequest/o1"));

        assertThat(absent.json().path("cards").isArray()).isTrue();
        assertThat(absent.json().path("systemActions")).isEmpty();
        assertThat(none.json().path("systemActions")).isEmpty();
    }

    @Test
    void selectionsMustNameADraft() {
        assertThat(refused(Calls.of("mmm").order(Calls.lemtrada("o1")).select("MedicationRequest/other")))
                .isEqualTo("context.selections");
        assertThat(refused(Calls.of("mmm").order(Calls.lemtrada("o1")).select()))
                .isEqualTo("context.selections");
        assertThat(refused(Calls.of("mmm").order(Calls.lemtrada("o1")).select("MedicationRequest/o1", "o1")))
                .isEqualTo("context.selections[1]");
        assertThat(refused(
                        Calls.of("mmm").order(Calls.lemtrada("o1")).select("x").context("\"selected\":1")))
                .isEqualTo("context.selections");
    }

    private String refused(Calls call) {
        RejectedRequest refused = catchThrowableOfType(() -> payer.answer(call), RejectedRequest.class);
        assertThat(refused.status()).isEqualTo(400);
        return refused.outcome().getIssueFirstRep().getExpression().get(0).getValue();
    }
}
