package org.precept.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;

/** Reads advice shown with an order from its PlanDefinition (policies.md, "lemtrada-label"). */
final class AdviceReader {
    private static final Set<String> INDICATORS = Set.of("info", "warning", "critical");

    private final PlanDefinition plan;
    private final Elements elements;

    private AdviceReader(String file, PlanDefinition plan) {
        this.plan = plan;
        this.elements = new Elements(file);
    }

    /** Reads the plan; never throws on its content. */
    static Reading<AdvicePlan> read(String file, PlanDefinition plan) {
        return new AdviceReader(file, plan).advicePlan();
    }

    private Reading<AdvicePlan> advicePlan() {
        Canonical canonical = new Canonical(
                elements.text("PlanDefinition.url", plan.getUrl()),
                elements.text("PlanDefinition.version", plan.getVersion()));
        String label = elements.text("PlanDefinition.title", plan.getTitle());
        String product = elements.single(
                "PlanDefinition.useContext", elements.contexts(plan, "focus", CodeSystems.PRODUCT), "focus (product)");
        Canonical library = elements.versioned(
                "PlanDefinition.library[0]",
                plan.hasLibrary() ? plan.getLibrary().get(0).getValue() : null);
        List<Advice> advice = new ArrayList<>();
        for (int i = 0; i < plan.getAction().size(); i++) {
            advice.add(
                    advice("PlanDefinition.action[" + i + "]", plan.getAction().get(i)));
        }
        return elements.result(() -> new AdvicePlan(canonical, label, product, library, List.copyOf(advice)));
    }

    private Advice advice(String expression, PlanDefinitionActionComponent action) {
        List<SuggestedOrder> orders = new ArrayList<>();
        for (int i = 0; i < action.getAction().size(); i++) {
            orders.add(
                    order(expression + ".action[" + i + "]", action.getAction().get(i)));
        }
        String indicator = code(expression, action, "card-indicator");
        if (!INDICATORS.contains(indicator)) {
            elements.wrong(expression + ".extension('card-indicator')", "must be one of info, warning, critical");
        }
        return new Advice(
                elements.text(expression + ".id", action.getId()),
                elements.summary(expression + ".title", action.getTitle()),
                elements.text(expression + ".description", action.getDescription()),
                code(expression, action, "card-topic"),
                indicator,
                condition(expression, action),
                List.copyOf(orders));
    }

    private SuggestedOrder order(String expression, PlanDefinitionActionComponent action) {
        CodeableConcept code = Elements.first(action.getCode(), CodeableConcept::new);
        if (!code.hasCoding()) {
            elements.wrong(expression + ".code[0]", "a coding of what to order is required");
        }
        return new SuggestedOrder(
                elements.text(expression + ".id", action.getId()),
                elements.text(expression + ".title", action.getTitle()),
                code,
                condition(expression, action));
    }

    private String code(String expression, PlanDefinitionActionComponent action, String name) {
        Extension extension = Elements.extension(action.getExtension(), name);
        return elements.text(
                expression + ".extension('" + name + "')",
                extension == null || !extension.hasValue()
                        ? null
                        : extension.getValue().primitiveValue());
    }

    private @Nullable String condition(String expression, PlanDefinitionActionComponent action) {
        return action.hasCondition()
                ? elements.text(
                        expression + ".condition[0].expression.expression",
                        action.getCondition().get(0).getExpression().getExpression())
                : null;
    }
}
