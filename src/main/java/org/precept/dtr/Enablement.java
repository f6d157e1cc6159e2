package org.precept.dtr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemEnableWhenComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;

/**
 * Which questions a form puts, given the answers (Questionnaire.item.enableWhen). An answer to a question that is not put
 * does not count towards other questions. Repetitions of a group share their answers.
 */
public final class Enablement {
    private final Map<String, QuestionnaireItemComponent> form = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, List<Type>> given = new HashMap<>();
    private Set<String> disabled = Set.of();

    private Enablement(Questionnaire questionnaire, List<QuestionnaireResponseItemComponent> items) {
        index(questionnaire.getItem(), null);
        collect(items);
        settle();
    }

    /**
     * What the answers enable.
     *
     * @param questionnaire with unique linkIds
     * @param items answers, nested as in a QuestionnaireResponse; not changed
     */
    public static Enablement of(Questionnaire questionnaire, List<QuestionnaireResponseItemComponent> items) {
        return new Enablement(questionnaire, items);
    }

    /** True when the form puts the question; false for a linkId that it does not have. */
    public boolean enabled(String linkId) {
        return form.containsKey(linkId) && !disabled.contains(linkId);
    }

    /** The items without those not enabled. The items that stay are changed. */
    static List<QuestionnaireResponseItemComponent> prune(
            Questionnaire questionnaire, List<QuestionnaireResponseItemComponent> items) {
        return of(questionnaire, items).pruned(items);
    }

    private List<QuestionnaireResponseItemComponent> pruned(List<QuestionnaireResponseItemComponent> items) {
        List<QuestionnaireResponseItemComponent> kept = new ArrayList<>();
        for (QuestionnaireResponseItemComponent item : items) {
            if (!enabled(item.getLinkId())) {
                continue;
            }
            item.setItem(pruned(item.getItem()));
            item.getAnswer().forEach(answer -> answer.setItem(pruned(answer.getItem())));
            if (item.hasAnswer() || item.hasItem()) {
                kept.add(item);
            }
        }
        return kept;
    }

    private void index(List<QuestionnaireItemComponent> items, @Nullable String parent) {
        for (QuestionnaireItemComponent item : items) {
            form.put(item.getLinkId(), item);
            if (parent != null) {
                parents.put(item.getLinkId(), parent);
            }
            index(item.getItem(), item.getLinkId());
        }
    }

    private void collect(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            collect(item.getItem());
            item.getAnswer().forEach(answer -> {
                if (answer.hasValue()) {
                    given.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                            .add(answer.getValue());
                }
                collect(answer.getItem());
            });
        }
    }

    /** Each round heeds only answers to questions that the round before left enabled; conditions in a circle end it. */
    private void settle() {
        for (int round = 0; round <= form.size(); round++) {
            Set<String> next = new HashSet<>();
            form.forEach((linkId, item) -> {
                if (!holds(item)) {
                    next.add(linkId);
                }
            });
            form.keySet().stream()
                    .filter(linkId -> anyAbove(linkId, next))
                    .toList()
                    .forEach(next::add);
            if (next.equals(disabled)) {
                return;
            }
            disabled = next;
        }
    }

    private boolean anyAbove(String linkId, Set<String> off) {
        for (String above = parents.get(linkId); above != null; above = parents.get(above)) {
            if (off.contains(above)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(QuestionnaireItemComponent item) {
        if (!item.hasEnableWhen()) {
            return true;
        }
        return item.getEnableBehavior() == EnableWhenBehavior.ANY
                ? item.getEnableWhen().stream().anyMatch(this::holds)
                : item.getEnableWhen().stream().allMatch(this::holds);
    }

    private boolean holds(QuestionnaireItemEnableWhenComponent condition) {
        String question = condition.getQuestion();
        List<Type> answers = disabled.contains(question) ? List.of() : given.getOrDefault(question, List.of());
        Type wanted = condition.getAnswer();
        QuestionnaireItemOperator operator = condition.getOperator();
        return switch (operator) {
            case EXISTS -> wanted instanceof BooleanType exists && exists.booleanValue() != answers.isEmpty();
            case EQUAL -> answers.stream().anyMatch(value -> same(value, wanted));
            case NOT_EQUAL -> answers.stream().anyMatch(value -> !same(value, wanted));
            default -> answers.stream().anyMatch(value -> compares(value, wanted, operator));
        };
    }

    private static boolean same(Type value, Type wanted) {
        return value instanceof Coding left && wanted instanceof Coding right
                ? CodingKey.of(left).equals(CodingKey.of(right))
                : value.equalsDeep(wanted);
    }

    /** What has no order is neither more nor less. */
    private static boolean compares(Type value, Type wanted, QuestionnaireItemOperator operator) {
        return order(value, wanted)
                .filter(order -> switch (operator) {
                    case GREATER_THAN -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                    case LESS_THAN -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    default -> false;
                })
                .isPresent();
    }

    private static Optional<Integer> order(Type value, Type wanted) {
        if (value instanceof BaseDateTimeType left && wanted instanceof BaseDateTimeType right) {
            return Optional.of(left.getValueAsString().compareTo(right.getValueAsString()));
        }
        return number(value).flatMap(left -> number(wanted).map(left::compareTo));
    }

    private static Optional<BigDecimal> number(Type value) {
        if (value instanceof IntegerType integer && integer.hasValue()) {
            return Optional.of(BigDecimal.valueOf(integer.getValue()));
        }
        if (value instanceof DecimalType decimal && decimal.hasValue()) {
            return Optional.of(decimal.getValue());
        }
        return value instanceof Quantity quantity && quantity.hasValue()
                ? Optional.of(quantity.getValue())
                : Optional.empty();
    }
}
