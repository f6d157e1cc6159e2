package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.criteria.RequestParameters;
import org.precept.policy.AdvicePlan;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;

/** Runs the advice cases of src/test/resources/advice: which cards are shown and which orders they suggest. */
class AdviceCasesTest {
    private static final Path CASES = Path.of("src/test/resources/advice/lemtrada-label");
    private static final AdvicePlan PLAN =
            CaseWorld.POLICIES.advice().of("mmm", "lemtrada").get(0);

    @TestFactory
    Stream<DynamicTest> cases() {
        return CaseFile.cases(CASES).stream()
                .map(file -> DynamicTest.dynamicTest(CaseFile.name(file), file.toUri(), () -> run(file)));
    }

    @Test
    void everyCardIsShownInACase() {
        List<String> shown = CaseFile.cases(CASES).stream()
                .flatMap(file -> Shorthand.elements(CaseFile.read(file).at("/expect/shown")).stream())
                .map(JsonNode::asText)
                .toList();
        assertThat(shown).containsAll(PLAN.advice().stream().map(Advice::id).toList());
    }

    private static void run(Path file) {
        ObjectNode written = CaseFile.read(file);
        Shorthand keys = new Shorthand("case", written);
        keys.text("why");
        Shorthand expect = keys.map("expect");
        List<String> shown = texts(expect.list("shown"));
        List<String> suggested = texts(expect.list("orders"));
        expect.done();
        Map<String, Object> values = values(keys);
        keys.done();

        List<Advice> cards = PLAN.advice().stream()
                .filter(advice -> holds(advice.condition(), values))
                .toList();
        assertThat(cards.stream().map(Advice::id)).as("cards").containsExactlyInAnyOrderElementsOf(shown);
        assertThat(cards.stream()
                        .flatMap(advice -> advice.orders().stream())
                        .filter(order -> holds(order.condition(), values))
                        .map(SuggestedOrder::id))
                .as("suggested orders")
                .containsExactlyInAnyOrderElementsOf(suggested);
    }

    private static Map<String, Object> values(Shorthand keys) {
        Shorthand request = keys.map("request");
        LocalDate date = request.date("date").orElse(LocalDate.of(2026, 3, 1));
        List<Coding> indications = new ArrayList<>();
        for (JsonNode indication : request.list("indications")) {
            indications.addAll(Codes.codings(new Shorthand("indications", indication)));
        }
        RequestParameters parameters = new RequestParameters(
                date,
                request.date("service").orElse(date),
                null,
                null,
                BigDecimal.ZERO,
                null,
                true,
                false,
                request.date("approved").orElse(null),
                request.date("birthDate").orElse(null),
                List.of(),
                indications,
                "MedicationRequest/order");
        request.done();
        Patient member = new Patient();
        Shorthand patient = keys.map("patient");
        patient.text("birthDate").ifPresent(birth -> member.setBirthDateElement(new DateType(birth)));
        patient.done();
        EvidenceBundle evidence =
                new EvidenceBundle(member, Facts.read("record", keys.list("record"), Origin.RECORD, "record-"));
        return CaseWorld.CRITERIA.engine().values(PLAN.library(), conditions(), evidence, parameters);
    }

    private static List<String> conditions() {
        return PLAN.advice().stream()
                .flatMap(advice -> Stream.concat(
                        Stream.of(String.valueOf(advice.condition())),
                        advice.orders().stream().map(order -> String.valueOf(order.condition()))))
                .distinct()
                .filter(condition -> !condition.equals("null"))
                .toList();
    }

    private static boolean holds(@Nullable String condition, Map<String, Object> values) {
        return condition == null || Objects.equals(values.get(condition), true);
    }

    private static List<String> texts(List<JsonNode> list) {
        return list.stream().map(JsonNode::asText).toList();
    }
}
