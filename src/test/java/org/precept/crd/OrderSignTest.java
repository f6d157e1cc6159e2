package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.fhir.RejectedRequest;
import org.precept.record.RequestContext.ContextRequest;

class OrderSignTest {
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";

    private final FakePayer payer = new FakePayer();

    @Test
    void asksForExactlyWhatIsMissing() {
        payer.set("hiv-negative", null);
        payer.set("step-therapy", null);

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("doc-needed")).containsExactly("clinical");
        assertThat(answer.said("doc-purpose")).containsExactly("withpa");
        assertThat(answer.said("questionnaire"))
                .containsExactly("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.1.0");
        assertThat(answer.said("date")).containsExactly("2026-03-01");
        assertThat(answer.said("billingCode").get(0)).contains("J0202");
        assertThat(answer.said("coverage")).containsExactly("{\"reference\":\"Coverage/cov1\"}");
        assertThat(answer.json().at("/systemActions/0/type").asText()).isEqualTo("update");
        assertThat(answer.json().at("/systemActions/0/description").asText()).contains("MMM Healthcare");
        assertThat(answer.topics()).contains("guideline", "claim");
        JsonNode card = answer.json().at("/cards/0");
        assertThat(card.path("summary").asText()).contains("2 to document").hasSizeLessThan(140);
        assertThat(card.path("detail").asText()).contains("**Missing**", "**Met**", "MedicationRequest/o1");
        assertThat(card.at("/source/label").asText()).isEqualTo("MMM Healthcare");
        assertThat(card.at("/extension/davinci-crd.associated-resource/0/reference")
                        .asText())
                .isEqualTo("MedicationRequest/o1");
    }

    @Test
    void theOrderComesBackAsItWas() {
        String order = Calls.lemtrada("o1");
        HookAnswer answer = payer.answer(Calls.of("mmm").order(order)).answer();

        String body = new String(answer.body(), UTF_8);

        assertThat(body).contains(order.substring(0, order.length() - 1) + ",\"extension\":[{");
    }

    @Test
    void whatIsProvedStillNeedsAuthorizationButNoDocuments() {
        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("doc-needed")).isEmpty();
        assertThat(answer.said("questionnaire")).isEmpty();
        assertThat(answer.json().at("/cards/0/summary").asText()).contains("ready to submit");
    }

    @Test
    void anAuthorizationOnFileSatisfies() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("pa-needed")).containsExactly("satisfied");
        assertThat(answer.said("satisfied-pa-id")).containsExactly("PA-7");
        assertThat(answer.said("expiry-date")).containsExactly("2027-01-31");
        assertThat(answer.said("doc-needed")).isEmpty();
    }

    @Test
    void anAuthorizationForFewerUnitsDoesNot() {
        payer.approve("PA-7", "lemtrada", "36", LocalDate.of(2026, 2, 1));

        assertThat(payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1"))).said("pa-needed"))
                .containsExactly("auth-needed");
    }

    @Test
    void unitsOfOneProductAreSummedOverTheCall() {
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).order(Calls.lemtrada("o2")));

        assertThat(payer.asked)
                .hasSize(2)
                .allSatisfy(facts -> assertThat(facts.quantity()).isEqualByComparingTo("120"));
    }

    @Test
    void aFalseCriterionGoesToAPhysicianAndIsNoDenial() {
        payer.set("diagnosis", false);

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("reason").get(0)).contains("physician");
    }

    @Test
    void cignaNeedsClinicalDocumentation() {
        for (String item : List.of("clinical-notes", "records", "benefit")) {
            payer.set(item, null);
        }

        Answered answer = payer.answer(Calls.of("cigna").order(Calls.lemtrada("o1")));

        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("doc-needed")).containsExactly("clinical");
        assertThat(answer.said("questionnaire").get(0)).contains("cigna-alemtuzumab-initial|");
    }

    @Test
    void unclassifiedCodeAloneNeedsTheDrugCode() {
        Answered answer = payer.answer(Calls.of("policy-2020910").order(Calls.medication("o1", Calls.HCPCS, "J3490")));

        assertThat(answer.said("covered")).containsExactly("conditional");
        assertThat(answer.said("info-needed")).containsExactly("detail-code");
        assertThat(answer.topics()).contains("claim");
        assertThat(answer.answer().determinations())
                .singleElement()
                .satisfies(guidance -> assertThat(guidance.getStatus().toCode()).isEqualTo("data-required"));
    }

    @Test
    void unknownCodesAreNeverWithoutAuthorization() {
        for (String order : List.of(
                Calls.medication("o1", Calls.HCPCS, "J9999"),
                Calls.medication("o1", Calls.HCPCS, "J9010"),
                Calls.medication("o1", Calls.HCPCS, "J9302"),
                Calls.medication("o1", RXNORM, "1"),
                "{\"resourceType\":\"NutritionOrder\",\"id\":\"o1\",\"patient\":{\"reference\":\"Patient/p1\"}}",
                "{\"resourceType\":\"CommunicationRequest\",\"id\":\"o1\"}")) {
            Answered answer = payer.answer(Calls.of("mmm").order(order));

            assertThat(answer.said("covered")).containsExactly("indeterminate");
            assertThat(answer.said("pa-needed")).containsExactly("indeterminate");
            assertThat(answer.said("reason").get(0)).contains("text");
            assertThat(answer.answer().determinations()).isEmpty();
        }
    }

    @Test
    void contradictoryCodesAreNamed() {
        String order = Calls.lemtrada("o1")
                .replace(
                        "\"code\":\"J0202\"}",
                        "\"code\":\"J0202\"},{\"system\":\"" + Calls.HCPCS + "\",\"code\":\"J9010\"}");

        Answered answer = payer.answer(Calls.of("mmm").order(order));

        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("reason").get(0)).contains("different products");
    }

    @Test
    void anOrderNotToPerformIsUnderstood() {
        Answered answer = payer.answer(
                Calls.of("mmm").order(Calls.lemtrada("o1").replace("\"status\"", "\"doNotPerform\":true,\"status\"")));

        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("reason").get(0)).contains("not to be performed");
    }

    @Test
    void aMemberNobodyKnowsIsNotCovered() {
        Answered answer = payer.answer(Calls.of("mmm", "M-2").order(Calls.lemtrada("o1")));

        assertThat(answer.said("covered")).containsExactly("not-covered");
        assertThat(answer.said("pa-needed")).isEmpty();
        assertThat(answer.said("reason").get(0)).contains("no-member-found");
    }

    @Test
    void aCoverageNotInForceIsNotCovered() {
        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1").replace("2026-03-01", "2023-12-31")));

        assertThat(answer.said("covered")).containsExactly("not-covered");
        assertThat(answer.said("reason").get(0)).contains("no-active-coverage");
        assertThat(answer.said("date")).containsExactly("2023-12-31");
    }

    @Test
    void anOrderWithoutADateIsOfTheDayItCame() {
        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1").replace("\"authoredOn\":\"2026-03-01\",", "")));

        assertThat(answer.said("date")).containsExactly("2026-03-05");
    }

    @Test
    void refusesCoveragesThatCannotBeAnsweredFor() {
        assertThat(refusal(Calls.of("acme"))).isEqualTo(400);
        assertThat(refusal(Calls.of("mmm").prefetch("coverage", "null"))).isEqualTo(400);
        assertThat(refusal(Calls.of("mmm").prefetch("coverage", Calls.bundle())))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm")
                        .coverage(Calls.coverage("c1", "mmm", "M-1"), Calls.coverage("c2", "cigna", "M-1"))))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm")
                        .coverage(Calls.coverage("c1", "mmm", "M-1").replace("Patient/p1", "Patient/p2"))))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm").without("coverage"))).isEqualTo(412);
        assertThat(refusal(Calls.of("mmm").without("coverage").ehr("https://elsewhere.example/fhir", "t")))
                .isEqualTo(412);
    }

    @Test
    void thePayerMayStandInAnOrganization() {
        String organization =
                "{\"resourceType\":\"Organization\",\"id\":\"pay\",\"identifier\":[{\"system\":\"https://precept.example/payer\",\"value\":\"mmm\"}]}";
        String inline = "{\"identifier\":{\"system\":\"https://precept.example/payer\",\"value\":\"mmm\"}}";
        String coverage = Calls.coverage("cov1", "mmm", "M-1");
        String contained = coverage.replace(inline, "{\"reference\":\"#pay\"}")
                .replace("\"id\":\"cov1\"", "\"id\":\"cov1\",\"contained\":[" + organization + "]");
        String referred = coverage.replace(inline, "{\"reference\":\"http://ehr.example/fhir/Organization/pay\"}");

        assertThat(payer.answer(Calls.of("mmm").coverage(contained).order(Calls.lemtrada("o1")))
                        .answer()
                        .payer())
                .isEqualTo("mmm");
        assertThat(payer.answer(Calls.of("mmm")
                                .coverage(referred)
                                .prefetch("anything", organization)
                                .order(Calls.lemtrada("o1")))
                        .answer()
                        .payer())
                .isEqualTo("mmm");
    }

    @Test
    void refusesOrdersAndPatientsOfSomebodyElse() {
        assertThat(refusal(Calls.of("mmm"), Calls.lemtrada("o1").replace("Patient/p1", "Patient/p2")))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm"), Calls.lemtrada("o1").replace("\"id\":\"o1\",", "")))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm").prefetch("patient", "{\"resourceType\":\"Patient\",\"id\":\"p2\"}")))
                .isEqualTo(400);
        assertThat(refusal(Calls.of("mmm"), Calls.lemtrada("o1").replace("2026-03-01", "2026-13-01")))
                .isEqualTo(400);
    }

    @Test
    void evidenceOfSomebodyElseIsNotCounted() {
        String own = "{\"resourceType\":\"Condition\",\"id\":\"a\",\"subject\":{\"reference\":\"Patient/p1\"}}";
        String other =
                "{\"resourceType\":\"Condition\",\"id\":\"b\",\"subject\":{\"reference\":\"http://x/Patient/p9\"}}";

        payer.answer(
                Calls.of("mmm").prefetch("conditions", Calls.bundle(own, other)).order(Calls.lemtrada("o1")));

        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .contains("Condition/a", "MedicationRequest/o1")
                .doesNotContain("Condition/b");
    }

    @Test
    void technicalTroubleIsSaid() {
        payer.broken = true;
        Answered broken = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));
        payer.storeDown = true;
        Answered down = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(broken.said("covered")).containsExactly("indeterminate");
        assertThat(broken.said("pa-needed")).containsExactly("auth-needed");
        assertThat(broken.said("reason").get(0)).contains("\"technical\"");
        assertThat(down.said("covered")).containsExactly("indeterminate");
        assertThat(down.said("pa-needed")).containsExactly("indeterminate");
        assertThat(down.said("reason").get(0)).contains("\"technical\"");
    }

    @Test
    void anAssertionIsKeptForLater() {
        payer.set("hiv-negative", null);
        String order = Calls.lemtrada("o1");

        Answered answer =
                payer.answer(Calls.of("mmm").order(order).order(Calls.medication("o2", Calls.HCPCS, "J9999")));

        String assertion = answer.said(0, "coverage-assertion-id").get(0);
        assertThat(answer.said(1, "coverage-assertion-id")).containsExactly(assertion);
        assertThat(payer.remembered.get(assertion).requests())
                .extracting(ContextRequest::reference, ContextRequest::phase)
                .containsExactly(tuple("MedicationRequest/o1", "initial"), tuple("MedicationRequest/o2", null));
        assertThat(payer.remembered.get(assertion).requests().get(0).resource()).isEqualTo(order);
        assertThat(payer.remembered
                        .get(assertion)
                        .requests()
                        .get(0)
                        .questionnaire()
                        .tail())
                .isEqualTo("mmm-alemtuzumab-initial");
        assertThat(answer.answer().determinations()).hasSize(1);
    }

    @Test
    void nothingNewNeedsNoAction() {
        Answered first = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));
        String annotated = first.json().at("/systemActions/0/resource").toString();

        Answered second = payer.answer(Calls.of("mmm").order(annotated));
        payer.set("diagnosis", null);
        Answered third = payer.answer(Calls.of("mmm").order(annotated));
        payer.remembered.clear();
        payer.results.clear();
        Answered forgotten = payer.answer(Calls.of("mmm").order(annotated));

        assertThat(second.json().path("systemActions")).isEmpty();
        assertThat(second.answer().contexts()).isEmpty();
        assertThat(third.statements(0)).hasSize(1);
        assertThat(third.said("doc-needed")).containsExactly("clinical");
        assertThat(forgotten.statements(0)).hasSize(1);
    }

    @Test
    void theStatementOfAnotherCoverageStays() {
        String other = "\"extension\":[{\"url\":\"" + CoverageInformation.URL
                + "\",\"extension\":[{\"url\":\"coverage\",\"valueReference\":{\"reference\":\"Coverage/other\"}}]}],";

        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1").replace("\"status\"", other + "\"status\"")));

        assertThat(answer.statements(0)).hasSize(2);
    }

    @Test
    void adviceComesWithOrdersToAdd() {
        payer.values.put("contraindication-hiv", true);
        payer.values.put("baseline-tests missing", true);
        payer.values.put("creatinine missing", true);

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.json().at("/cards/0/indicator").asText()).isEqualTo("critical");
        JsonNode suggestion =
                answer.json().path("cards").findValue("suggestions").get(0);
        assertThat(suggestion.path("uuid").asText()).isNotEmpty();
        JsonNode action = suggestion.at("/actions/0");
        assertThat(action.path("type").asText()).isEqualTo("create");
        assertThat(action.path("description").asText()).isNotEmpty();
        assertThat(action.at("/resource/code/coding/0/code").asText()).isEqualTo("2160-0");
        assertThat(action.at("/resource/subject/reference").asText()).isEqualTo("Patient/p1");
    }

    @Test
    void optionsAreHonoured() {
        payer.values.put("contraindication-hiv", true);

        Answered few = payer.answer(
                Calls.of("mmm").order(Calls.lemtrada("o1")).configuration("{\"max-cards\":1,\"guideline\":false}"));
        Answered quiet = payer.answer(Calls.of("mmm")
                .order(Calls.lemtrada("o1"))
                .configuration("{\"coverage-info\":false,\"contraindication\":false,\"claim\":false}"));
        Answered none = payer.answer(
                Calls.of("mmm").order(Calls.lemtrada("o1")).configuration("{\"max-cards\":0,\"future\":7}"));

        assertThat(few.topics()).containsExactly("contraindication");
        assertThat(quiet.json().path("systemActions")).isEmpty();
        assertThat(quiet.topics()).doesNotContain("contraindication", "claim").contains("guideline");
        assertThat(quiet.answer().contexts()).isEmpty();
        assertThat(quiet.answer().determinations()).hasSize(1);
        assertThat(none.topics()).isEmpty();
        assertThat(none.json().path("systemActions")).hasSize(1);
    }

    private int refusal(Calls call) {
        return refusal(call, Calls.lemtrada("o1"));
    }

    private int refusal(Calls call, String order) {
        RejectedRequest refused = catchThrowableOfType(() -> payer.answer(call.order(order)), RejectedRequest.class);
        assertThat(refused).isNotNull();
        assertThat(refused.outcome().getIssueFirstRep().getExpression()).isNotEmpty();
        return refused.status();
    }
}
