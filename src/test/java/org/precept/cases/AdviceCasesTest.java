package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.precept.policy.AdvicePlan;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;

/** Runs the advice cases of src/test/resources/advice: which cards are shown, what they say and which orders they suggest. */
class AdviceCasesTest {
    private static final Path ROOT = Path.of("src/test/resources/advice");
    private static final List<AdvicePlan> PLANS = CaseWorld.POLICIES.advice().all();

    @TestFactory
    Stream<DynamicContainer> cases() {
        return PLANS.stream()
                .map(plan -> DynamicContainer.dynamicContainer(
                        plan.canonical().tail(),
                        CaseFile.cases(directory(plan)).stream()
                                .map(file -> DynamicTest.dynamicTest(
                                        CaseFile.name(file), file.toUri(), () -> new AdviceCase(plan, file).run()))));
    }

    @Test
    void everyCardIsShownInACaseAndHiddenInAnother() {
        for (AdvicePlan plan : PLANS) {
            List<List<String>> shown = CaseFile.cases(directory(plan)).stream()
                    .map(file -> texts(CaseFile.read(file).at("/expect/shown")))
                    .toList();
            for (Advice advice : plan.advice()) {
                assertThat(shown).as(advice.id()).anyMatch(cards -> cards.contains(advice.id()));
                if (advice.condition() != null) {
                    assertThat(shown).as(advice.id()).anyMatch(cards -> !cards.contains(advice.id()));
                }
            }
        }
    }

    @Test
    void everySuggestedOrderIsSuggestedInACase() {
        for (AdvicePlan plan : PLANS) {
            List<String> suggested = CaseFile.cases(directory(plan)).stream()
                    .flatMap(file -> texts(CaseFile.read(file).at("/expect/orders")).stream())
                    .toList();
            assertThat(suggested)
                    .as(plan.canonical().tail())
                    .containsAll(plan.advice().stream()
                            .flatMap(advice -> advice.orders().stream())
                            .map(SuggestedOrder::id)
                            .toList());
        }
    }

    private static Path directory(AdvicePlan plan) {
        return ROOT.resolve(plan.canonical().tail());
    }

    private static List<String> texts(JsonNode list) {
        return Shorthand.elements(list).stream().map(JsonNode::asText).toList();
    }
}
