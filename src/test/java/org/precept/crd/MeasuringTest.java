package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.crd.metrics.CallMeasures;
import org.precept.record.CallId;
import org.precept.support.MetricModel;

/** What is measured of an answer fits the guide's model and says what the answer said. */
class MeasuringTest {

    private static final Instant ANSWERED = FakePayer.NOW.plusMillis(8);

    private final FakePayer payer = new FakePayer();

    @Test
    void theMeasuresSayWhatTheAnswerSaid() throws IOException {
        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        JsonNode call = measured(answer);

        assertThat(call.at("/providerId/system").asText()).isEqualTo("http://hl7.org/fhir/sid/us-npi");
        assertThat(call.at("/providerId/value").asText()).isEqualTo("9941339108");
        assertThat(call.at("/tokenUse").asText()).isEqualTo("not-used");
        JsonNode request = call.at("/request/0");
        assertThat(request.at("/type").asText()).isEqualTo("MedicationRequest");
        assertThat(request.at("/orderDetail/coding/0/code").asText()).isEqualTo("J0202");
        JsonNode coverage = request.at("/response/0/coverageInfo/0");
        assertThat(coverage.path("covered").asText())
                .isEqualTo(answer.said("covered").get(0));
        assertThat(coverage.path("paNeeded").asText())
                .isEqualTo(answer.said("pa-needed").get(0));
        assertThat(coverage.path("assertionId").asText())
                .isEqualTo(answer.said("coverage-assertion-id").get(0));
        assertThat(request.path("response").findValuesAsText("type"))
                .startsWith("coverage-info")
                .containsAll(answer.topics());
    }

    @Test
    void whatWasLookedAtIsCountedWithoutTheOrdersThemselves() throws IOException {
        JsonNode call = measured(payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1"))));

        assertThat(call.path("resources").findValuesAsText("type"))
                .containsExactly("Coverage", "Patient", "Practitioner");
        assertThat(call.path("resources")).allSatisfy(each -> {
            assertThat(each.path("count").asInt()).isEqualTo(1);
            assertThat(each.path("prefetch").asBoolean()).isTrue();
        });
    }

    @Test
    void everyCardIsListedWithItsNumber() throws IOException {
        payer.set("no-active-infection", null);
        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).order(Calls.lemtrada("o2")));

        JsonNode call = measured(answer);

        assertThat(call.path("request")).hasSize(2);
        int cards = answer.json().path("cards").size();
        assertThat(cards).isPositive();
        for (int number = 1; number <= cards; number++) {
            String topic = answer.json()
                    .at("/cards/" + (number - 1) + "/source/topic/code")
                    .asText();
            String text = "{\"type\":\"" + topic + "\"";
            assertThat(call.path("request").toString()).contains(text).contains("\"card\":" + number);
        }
    }

    @Test
    void theMeasuresFitTheModelOfTheGuide() throws IOException {
        MetricModel model = MetricModel.read("crd-2.2.1", "CRDMetricData", Set.of("request.response.card"));

        payer.set("no-active-infection", null);
        for (Calls each : List.of(
                Calls.of("mmm").order(Calls.lemtrada("o1")),
                Calls.of("mmm").order(Calls.infusion("o1")).neurologist(),
                Calls.of("mmm", "unknown").order(Calls.lemtrada("o1")),
                Calls.of("cigna").order(Calls.lemtrada("o1")).configuration("{\"coverage-info\":false}"),
                Calls.of("mmm").order(Calls.medication("o1", "http://example.org", "nothing")))) {
            assertThat(model.problems(measured(payer.answer(each)))).isEmpty();
        }
    }

    @Test
    void anEncounterIsTheRequestOfItsHooks() throws IOException {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2025, 5, 5));
        Calls call = Calls.of("mmm").prefetch("encounter", """
                {"resourceType":"Encounter","id":"enc1","status":"in-progress","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/p1"},
                 "serviceType":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"177"}]}}""");

        JsonNode measured = measured(payer.answer(call.encounter(HookKind.ENCOUNTER_START)));

        assertThat(measured.path("request")).hasSize(1);
        assertThat(measured.at("/request/0/type").asText()).isEqualTo("Encounter");
        assertThat(measured.at("/request/0/orderDetail/coding/0/code").asText()).isEqualTo("177");
        assertThat(measured.at("/request/0/response/0/type").asText()).isEqualTo("clinical-reminder");
        assertThat(MetricModel.read("crd-2.2.1", "CRDMetricData", Set.of("request.response.card"))
                        .problems(measured))
                .isEmpty();
    }

    @Test
    void everyAssertionLeadsToItsCall() throws IOException {
        Answered answer = payer.answer(Calls.of("mmm")
                .without("coverage")
                .ehr("http://127.0.0.1:1/fhir", "t")
                .order(under("Coverage/a", Calls.lemtrada("o1")))
                .order(under("Coverage/b", Calls.lemtrada("o2"))));

        String first = answer.said(0, "coverage-assertion-id").get(0);
        String second = answer.said(1, "coverage-assertion-id").get(0);

        assertThat(first).isNotEqualTo(second);
        assertThat(CallId.ofAssertion(first)).contains(answer.answer().call());
        assertThat(CallId.ofAssertion(second)).contains(answer.answer().call());
        assertThat(measured(answer).at("/tokenUse").asText()).isEqualTo("rejected");
        assertThat(measured(answer).at("/groupId/value").asText()).isEqualTo("http://127.0.0.1:1/fhir");
    }

    private static String under(String coverage, String order) {
        return order.replace(
                "\"status\":\"draft\"", "\"status\":\"draft\",\"insurance\":[{\"reference\":\"" + coverage + "\"}]");
    }

    @Test
    void theModelFindsWhatDoesNotFit() throws IOException {
        JsonNode wrong =
                new ObjectMapper().readTree("{\"source\":\"payer-src\",\"hook\":\"x\",\"request\":{\"type\":\"A\"}}");

        assertThat(MetricModel.read("crd-2.2.1", "CRDMetricData", Set.of("request.response.card"))
                        .problems(wrong))
                .contains("hookInstance is missing", "hook is unknown", "request must be an array");
    }

    private static JsonNode measured(Answered answer) throws IOException {
        HookAnswer said = answer.answer();
        String json = new CallMeasures(
                        "instance",
                        "order-sign",
                        said.payer(),
                        FakePayer.NOW,
                        ANSWERED,
                        200,
                        List.of(),
                        said.measures())
                .json();
        return new ObjectMapper().readTree(json);
    }
}
