package org.precept.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.TriggerDefinition.TriggerType;
import org.junit.jupiter.api.Test;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.Reading.Read;
import org.precept.policy.Reading.Rejected;
import org.precept.support.RealContent;

class AdviceReaderTest {

    @Test
    void withoutATriggerAdviceComesWithOrders() {
        Advice advice = read(plan -> action(plan).getTrigger().clear());

        assertThat(advice.hooks()).containsExactlyInAnyOrder("order-sign", "order-select");
    }

    @Test
    void readsWhatWordsACardForThePatient() {
        Advice advice = read(plan -> {});

        assertThat(advice.text().summaryDefine()).isEqualTo("therapies-first summary");
        assertThat(advice.text().detailDefine()).isEqualTo("therapies-first detail");
        assertThat(advice.text().section()).isEqualTo("May be approved, II");
        assertThat(advice.orders()).allMatch(AdvicePlan.SuggestedOrder::instead);
    }

    @Test
    void refusesAHookThatIsNone() {
        assertThat(problems(plan -> trigger(plan, "order-sing")))
                .containsExactly("PlanDefinition.action[0].trigger[0].name: 'order-sing' is not a hook of CRD");
    }

    @Test
    void adviceWithoutOrdersSaysForWhomItIs() {
        assertThat(problems(plan -> {
                    trigger(plan, "encounter-start");
                    action(plan).getCondition().clear();
                }))
                .containsExactly("PlanDefinition.action[0].condition: is required at hooks without orders: it says for"
                        + " whom the advice is");
    }

    @Test
    void refusesToWordAnythingButTitleAndDescription() {
        assertThat(problems(plan -> action(plan).getDynamicValue().get(0).setPath("summary")))
                .containsExactly("PlanDefinition.action[0].dynamicValue[0].path: must be title or description");
    }

    @Test
    void refusesASuggestionThatIsNeitherBesideNorInstead() {
        assertThat(problems(plan ->
                        action(plan).getAction().get(0).getExtension().get(0).setValue(new CodeType("swap"))))
                .containsExactly("PlanDefinition.action[0].action[0].extension('suggested-as'): must be addition or"
                        + " replacement");
    }

    @Test
    void refusesASummaryThatClientsWouldCut() {
        assertThat(problems(plan -> action(plan).setTitle("x".repeat(140))))
                .singleElement()
                .asString()
                .startsWith("PlanDefinition.action[0].title: must be shorter than 140 characters");
    }

    private static void trigger(PlanDefinition plan, String hook) {
        action(plan).getTrigger().clear();
        action(plan).addTrigger().setType(TriggerType.NAMEDEVENT).setName(hook);
    }

    private static PlanDefinitionActionComponent action(PlanDefinition plan) {
        return plan.getAction().get(0);
    }

    private static Advice read(Consumer<PlanDefinition> change) {
        return ((Read<AdvicePlan>) reading(change)).value().advice().get(0);
    }

    private static List<String> problems(Consumer<PlanDefinition> change) {
        return ((Rejected<AdvicePlan>) reading(change))
                .problems().stream()
                        .map(problem -> problem.expression() + ": " + problem.reason())
                        .toList();
    }

    private static Reading<AdvicePlan> reading(Consumer<PlanDefinition> change) {
        PlanDefinition plan = RealContent.files().stream()
                .filter(file -> file.name().equals("policies/mmm-alemtuzumab-advice/PlanDefinition.json"))
                .map(file -> (PlanDefinition) file.resource().copy())
                .findFirst()
                .orElseThrow();
        change.accept(plan);
        return AdviceReader.read("PlanDefinition.json", plan);
    }
}
