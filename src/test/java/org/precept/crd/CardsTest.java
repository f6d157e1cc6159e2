package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.crd.card.Card;
import org.precept.policy.AdvicePlan;
import org.precept.support.RealContent;

class CardsTest {
    private final FakePayer payer = new FakePayer();

    @Test
    void everyCardKeepsTheRulesOfTheGuide() {
        RealContent.policies().advice().all().stream()
                .flatMap(plan -> plan.advice().stream())
                .flatMap(advice -> Stream.concat(
                        Stream.ofNullable(advice.condition()),
                        advice.orders().stream().map(AdvicePlan.SuggestedOrder::condition)))
                .forEach(define -> payer.values.put(define, true));
        payer.set("hiv-negative", null);
        payer.approve("PA-1", "lemtrada", "24", LocalDate.of(2025, 6, 1));

        Answered mmm = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).configuration("{\"max-cards\":50}"));
        Answered two = payer.answer(Calls.of("caresource-passe")
                .order(Calls.lemtrada("o1"))
                .order(Calls.infusion("o2"))
                .configuration("{\"max-cards\":50}"));
        Answered kesimpta =
                payer.answer(Calls.of("policy-2020910").order(Calls.medication("o1", Calls.HCPCS, "J3490")));

        for (Answered answer : List.of(mmm, two, kesimpta)) {
            CardRules.check(answer.json(), Edition.R2_2);
        }
        assertThat(mmm.topics()).containsAll(Card.topics());
    }

    @Test
    void theOlderEditionNamesItsTopicsInItsOwnCodeSystem() {
        payer.values.put("baseline-tests missing", true);
        payer.values.put("tsh missing", true);

        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).request(Edition.R2_0_1));

        assertThat(answer.topics()).contains("guideline", "clinical-reminder");
        CardRules.check(answer.json(), Edition.R2_0_1);
    }

    @Test
    void theCriteriaAreSaidOnceForOrdersOfWhichTheSameIsToBeSaid() {
        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).order(Calls.lemtrada("o2")));

        List<JsonNode> cards = of(answer, "guideline");
        assertThat(cards).hasSize(1);
        assertThat(cards.get(0).path("detail").asText()).contains("(MedicationRequest/o1, MedicationRequest/o2)");
        assertThat(cards.get(0).at("/extension/davinci-crd.associated-resource"))
                .hasSize(2);
        assertThat(cards.get(0).at("/links/0/url").asText())
                .isEqualTo("https://payer.example/fhir/PlanDefinition/mmm-alemtuzumab");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # used | what is said of 60 ordered units under a limit of 60
            0      |
            24     | 36 of 60 units of Lemtrada (alemtuzumab, multiple sclerosis) are left; 60 are ordered.
            59     | 1 of 60 units of Lemtrada (alemtuzumab, multiple sclerosis) are left; 60 are ordered.
            0.5    | 59.5 of 60 units of Lemtrada (alemtuzumab, multiple sclerosis) are left; 60 are ordered.
            """)
    void whatIsLeftOfALimitIsSaid(String used, String summary) {
        if (!used.equals("0")) {
            payer.approve("PA-1", "lemtrada", used, LocalDate.of(2025, 3, 2));
        }

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        List<JsonNode> cards = of(answer, "limits");
        assertThat(cards).hasSize(summary == null ? 0 : 1);
        cards.forEach(card -> {
            assertThat(card.path("summary").asText()).isEqualTo(summary);
            assertThat(card.path("indicator").asText()).isEqualTo("warning");
            assertThat(card.path("detail").asText())
                    .contains(used + " units authorized for 2025-03-02 (PA-1)", "from 2026-03-02 on");
        });
    }

    @Test
    void aLimitThatIsNotExceededIsNoWarningAndOldApprovalsDoNotCount() {
        payer.approve("PA-1", "lemtrada", "24", LocalDate.of(2025, 3, 1));
        assertThat(of(payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1"))), "limits"))
                .isEmpty();

        payer.approve("PA-2", "lemtrada", "24", LocalDate.of(2025, 6, 1));
        String fewer = Calls.lemtrada("o1").replace("60.00", "36");
        JsonNode card = of(payer.answer(Calls.of("mmm").order(fewer)), "limits").get(0);

        assertThat(card.path("indicator").asText()).isEqualTo("info");
        assertThat(card.path("summary").asText()).contains("36 of 60 units", "36 are ordered");
        assertThat(card.path("detail").asText()).contains("PA-2").doesNotContain("PA-1");
        assertThat(card.has("overrideReasons")).isFalse();
    }

    @Test
    void aTherapyToTryFirstMayTakeTheOrdersPlace() {
        payer.values.put("therapies-first", true);
        payer.values.put("glatiramer untried", true);
        payer.values.put("therapies-first summary", "1 of 2 documented.");

        JsonNode card =
                alternatives(Calls.of("mmm").order(Calls.lemtrada("o1"))).orElseThrow();

        assertThat(card.path("summary").asText()).isEqualTo("1 of 2 documented.");
        assertThat(card.path("suggestions")).hasSize(1);
        JsonNode actions = card.at("/suggestions/0/actions");
        assertThat(actions.at("/0/resourceId").asText()).isEqualTo("MedicationRequest/o1");
        assertThat(actions.at("/1/resource/medicationCodeableConcept/coding/0/code")
                        .asText())
                .isEqualTo("214582");
        assertThat(card.path("overrideReasons").findValuesAsText("code")).contains("highly-active-disease");
    }

    @Test
    void itIsOnlyNamedWhereItIsNotClearWhichOrderWouldGo() {
        payer.values.put("therapies-first", true);
        payer.values.put("glatiramer untried", true);

        for (Calls call : List.of(
                Calls.of("mmm").order(Calls.infusion("o1")),
                Calls.of("mmm").order(Calls.lemtrada("o1")).order(Calls.lemtrada("o2")))) {
            JsonNode card = alternatives(call).orElseThrow();
            assertThat(card.has("suggestions")).isFalse();
            assertThat(card.has("selectionBehavior")).isFalse();
        }
    }

    @Test
    void adviceIsShownAtItsHooksOnly() {
        payer.values.put("therapies-first", true);
        payer.values.put("contraindication-infection", true);

        Answered dispatched = payer.answer(Calls.of("mmm")
                .prefetch("medicationRequests", Calls.bundle(Calls.lemtrada("o1")))
                .dispatch("Organization/site", "MedicationRequest/o1"));

        assertThat(dispatched.topics()).contains("contraindication").doesNotContain("therapy-alternatives-req");
    }

    @Test
    void aPolicyThatCouldNotBeComputedIsThereToRead() {
        payer.broken = true;

        List<JsonNode> cards = of(payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1"))), "guideline");

        assertThat(cards).hasSize(1);
        assertThat(cards.get(0).at("/links/0/url").asText()).endsWith("/fhir/PlanDefinition/mmm-alemtuzumab");
    }

    @Test
    void aSummaryThatIsTooLongGivesWayToTheFixedOne() {
        payer.values.put("therapies-first", true);
        payer.values.put("therapies-first summary", "x".repeat(140));

        JsonNode card =
                alternatives(Calls.of("mmm").order(Calls.lemtrada("o1"))).orElseThrow();

        assertThat(card.path("summary").asText())
                .isEqualTo("Lemtrada needs 2 other MS drugs with inadequate response first.");
    }

    @Test
    void everyReasonForOverridingGoesWithATopicThatComes() {
        assertThat(RealContent.files().stream()
                        .filter(file -> file.name().equals("terminology/CodeSystem-override-reason.json"))
                        .flatMap(file -> ((org.hl7.fhir.r4.model.CodeSystem) file.resource()).getConcept().stream())
                        .flatMap(concept -> concept.getProperty().stream())
                        .map(property -> property.getValue().primitiveValue()))
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(Card.topics()).contains(topic));
    }

    private Optional<JsonNode> alternatives(Calls call) {
        return of(payer.answer(call), "therapy-alternatives-req").stream().findFirst();
    }

    private static List<JsonNode> of(Answered answer, String topic) {
        return StreamSupport.stream(answer.json().path("cards").spliterator(), false)
                .filter(card -> card.at("/source/topic/code").asText().equals(topic))
                .toList();
    }
}
