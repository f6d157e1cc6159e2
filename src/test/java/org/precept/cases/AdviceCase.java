package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.criteria.RequestParameters;
import org.precept.policy.AdvicePlan;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;
import org.precept.policy.Form;

/** One case of an advice plan. */
final class AdviceCase {
    private final AdvicePlan plan;
    private final Shorthand keys;

    AdviceCase(AdvicePlan plan, Path file) {
        this.plan = plan;
        this.keys = new Shorthand("case", CaseFile.read(file));
    }

    void run() {
        keys.text("why");
        Shorthand expect = keys.map("expect");
        List<String> shown = texts(expect.list("shown"));
        List<String> suggested = texts(expect.list("orders"));
        Shorthand says = expect.map("says");
        expect.done();
        List<Advice> offered = plan.at(keys.text("hook", "order-sign"));
        Map<String, @Nullable Object> values = values(offered);
        keys.done();

        List<Advice> cards = offered.stream()
                .filter(advice -> holds(advice.condition(), values))
                .toList();
        assertThat(cards.stream().map(Advice::id)).as("cards").containsExactlyInAnyOrderElementsOf(shown);
        assertThat(cards.stream()
                        .flatMap(advice -> advice.orders().stream())
                        .filter(order -> holds(order.condition(), values))
                        .map(SuggestedOrder::id))
                .as("suggested orders")
                .containsExactlyInAnyOrderElementsOf(suggested);
        cards.forEach(advice -> says(advice, says.list(advice.id()), values));
        says.done();
    }

    /** What a card says holds the words, and never needs its fixed summary because the other one is too long. */
    private static void says(Advice advice, List<JsonNode> words, Map<String, @Nullable Object> values) {
        String summary = worded(advice.text().summaryDefine(), advice.text().summary(), values);
        String detail = worded(advice.text().detailDefine(), advice.text().detail(), values);
        assertThat(summary).as(advice.id()).isNotBlank().hasSizeLessThan(140);
        assertThat(detail).as(advice.id()).isNotBlank().doesNotContain("null");
        words.forEach(
                word -> assertThat(summary + "\n" + detail).as(advice.id()).contains(word.asText()));
    }

    private static String worded(@Nullable String define, String otherwise, Map<String, @Nullable Object> values) {
        return define != null && values.get(define) instanceof String text ? text : otherwise;
    }

    private Map<String, @Nullable Object> values(List<Advice> offered) {
        Shorthand request = keys.map("request");
        LocalDate date = request.date("date").orElse(LocalDate.of(2026, 3, 1));
        RequestParameters parameters = parameters(request, date);
        request.done();
        Patient member = new Patient();
        Shorthand patient = keys.map("patient");
        patient.text("birthDate").ifPresent(birth -> member.setBirthDateElement(new DateType(birth)));
        patient.done();
        List<EvidenceItem> items = new ArrayList<>(Facts.read("record", keys.list("record"), Origin.RECORD, "record-"));
        keys.node("answers").ifPresent(answers -> items.add(form().read(answers, date, 1)));
        return CaseWorld.CRITERIA
                .engine()
                .values(plan.library(), defines(offered), new EvidenceBundle(member, items), parameters);
    }

    private static RequestParameters parameters(Shorthand request, LocalDate date) {
        List<Coding> indications = new ArrayList<>();
        for (JsonNode indication : request.list("indications")) {
            indications.addAll(Codes.codings(new Shorthand("indications", indication)));
        }
        return new RequestParameters(
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
    }

    /** The initial form of the policy beside which the advice stands. */
    private AnsweredForm form() {
        String policy = plan.canonical().tail().replace("-advice", "");
        Form form = CaseWorld.POLICIES.policies().all().stream()
                .filter(known -> known.id().equals(policy))
                .findFirst()
                .flatMap(known -> known.phase("initial"))
                .flatMap(phase -> CaseWorld.POLICIES.questionnaires().of(phase))
                .orElseThrow(() -> new IllegalArgumentException(policy + " has no form"));
        return new AnsweredForm(form, "answers");
    }

    private static List<String> defines(List<Advice> offered) {
        return offered.stream()
                .flatMap(advice -> Stream.concat(
                        Stream.of(
                                advice.condition(),
                                advice.text().summaryDefine(),
                                advice.text().detailDefine()),
                        advice.orders().stream().map(SuggestedOrder::condition)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static boolean holds(@Nullable String condition, Map<String, @Nullable Object> values) {
        return condition == null || Objects.equals(values.get(condition), true);
    }

    private static List<String> texts(List<JsonNode> list) {
        return list.stream().map(JsonNode::asText).toList();
    }
}
