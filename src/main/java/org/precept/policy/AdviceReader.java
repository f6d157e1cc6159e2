package org.precept.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionDynamicValueComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.TriggerDefinition;
import org.hl7.fhir.r4.model.TriggerDefinition.TriggerType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;
import org.precept.policy.AdvicePlan.Text;

/** Reads advice shown at hooks from its PlanDefinition (policies.md, "lemtrada-label"). */
final class AdviceReader {
    private static final Set<String> INDICATORS = Set.of("info", "warning", "critical");
    private static final Set<String> WITH_ORDERS =
            Set.of("order-sign", "order-select", "order-dispatch", "appointment-book");
    private static final Set<String> WITHOUT_ORDERS = Set.of("encounter-start", "encounter-discharge");
    private static final Set<String> UNLESS_SAID = Set.of("order-sign", "order-select");
    private static final String SUGGESTED_AS = "suggested-as";
    private static final String ADDITION = "addition";
    private static final String REPLACEMENT = "replacement";
    private static final String SUMMARY = "title";
    private static final String DETAIL = "description";

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
        Set<String> payers = Set.copyOf(elements.contexts(plan, "program", CodeSystems.PAYER));
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
        return elements.result(() -> new AdvicePlan(canonical, label, payers, product, library, List.copyOf(advice)));
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
        Set<String> hooks = hooks(expression, action);
        String condition = condition(expression, action);
        if (condition == null && hooks.stream().anyMatch(WITHOUT_ORDERS::contains)) {
            elements.wrong(
                    expression + ".condition", "is required at hooks without orders: it says for whom the advice is");
        }
        return new Advice(
                elements.text(expression + ".id", action.getId()),
                text(expression, action),
                code(expression, action, "card-topic"),
                indicator,
                hooks,
                condition,
                List.copyOf(orders));
    }

    private Text text(String expression, PlanDefinitionActionComponent action) {
        Map<String, String> wording = wording(expression, action);
        return new Text(
                elements.summary(expression + ".title", action.getTitle()),
                elements.text(expression + ".description", action.getDescription()),
                elements.text(
                        expression + ".documentation[0].label",
                        Elements.first(action.getDocumentation(), RelatedArtifact::new)
                                .getLabel()),
                wording.get(SUMMARY),
                wording.get(DETAIL));
    }

    private Set<String> hooks(String expression, PlanDefinitionActionComponent action) {
        Set<String> hooks = new LinkedHashSet<>();
        for (int i = 0; i < action.getTrigger().size(); i++) {
            TriggerDefinition trigger = action.getTrigger().get(i);
            String at = expression + ".trigger[" + i + "]";
            if (trigger.getType() != TriggerType.NAMEDEVENT) {
                elements.wrong(at + ".type", "must be named-event");
            }
            String hook = elements.text(at + ".name", trigger.getName());
            if (!WITH_ORDERS.contains(hook) && !WITHOUT_ORDERS.contains(hook)) {
                elements.wrong(at + ".name", "'" + hook + "' is not a hook of CRD");
            }
            hooks.add(hook);
        }
        return hooks.isEmpty() ? UNLESS_SAID : Set.copyOf(hooks);
    }

    /** CQL defines that word title and description, by path. */
    private Map<String, String> wording(String expression, PlanDefinitionActionComponent action) {
        Map<String, String> defines = new HashMap<>();
        for (int i = 0; i < action.getDynamicValue().size(); i++) {
            PlanDefinitionActionDynamicValueComponent value =
                    action.getDynamicValue().get(i);
            String at = expression + ".dynamicValue[" + i + "]";
            if (!SUMMARY.equals(value.getPath()) && !DETAIL.equals(value.getPath())) {
                elements.wrong(at + ".path", "must be title or description");
            }
            defines.put(
                    value.getPath(),
                    elements.text(
                            at + ".expression.expression", value.getExpression().getExpression()));
        }
        return defines;
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
                condition(expression, action),
                instead(expression, action));
    }

    private boolean instead(String expression, PlanDefinitionActionComponent action) {
        Extension extension = Elements.extension(action.getExtension(), SUGGESTED_AS);
        if (extension == null) {
            return false;
        }
        String value = code(expression, action, SUGGESTED_AS);
        if (!value.equals(ADDITION) && !value.equals(REPLACEMENT)) {
            elements.wrong(
                    expression + ".extension('" + SUGGESTED_AS + "')", "must be " + ADDITION + " or " + REPLACEMENT);
        }
        return value.equals(REPLACEMENT);
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
