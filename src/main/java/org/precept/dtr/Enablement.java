package org.precept.dtr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemEnableWhenComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.precept.fhir.CodingKey;

/**
 * Takes out answers to questions that the form does not put, given the other answers (Questionnaire.item.enableWhen with the
 * operators exists, = and !=; a question under another operator counts as not put, and is left to the person).
 */
final class Enablement {
    private final Map<String, QuestionnaireItemComponent> form = new HashMap<>();
    private final Map<String, List<Type>> answers = new HashMap<>();

    private Enablement(Questionnaire questionnaire) {
        index(questionnaire.getItem());
    }

    /** The items without those not enabled, until nothing changes: an answer taken out may disable another. */
    static List<QuestionnaireResponseItemComponent> prune(
            Questionnaire questionnaire, List<QuestionnaireResponseItemComponent> items) {
        Enablement enablement = new Enablement(questionnaire);
        int before;
        int after = -1;
        List<QuestionnaireResponseItemComponent> kept = items;
        do {
            before = after;
            enablement.answers.clear();
            enablement.collect(kept);
            kept = enablement.enabled(kept);
            enablement.answers.clear();
            enablement.collect(kept);
            after = enablement.answers.size();
        } while (before != after);
        return kept;
    }

    private void index(List<QuestionnaireItemComponent> items) {
        for (QuestionnaireItemComponent item : items) {
            form.put(item.getLinkId(), item);
            index(item.getItem());
        }
    }

    private void collect(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            collect(item.getItem());
            item.getAnswer().forEach(answer -> {
                answers.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                        .add(answer.getValue());
                collect(answer.getItem());
            });
        }
    }

    private List<QuestionnaireResponseItemComponent> enabled(List<QuestionnaireResponseItemComponent> items) {
        List<QuestionnaireResponseItemComponent> kept = new ArrayList<>();
        for (QuestionnaireResponseItemComponent item : items) {
            QuestionnaireItemComponent question = form.get(item.getLinkId());
            if (question == null || !enabled(question)) {
                continue;
            }
            item.setItem(enabled(item.getItem()));
            item.getAnswer().forEach(answer -> answer.setItem(enabled(answer.getItem())));
            if (item.hasAnswer() || item.hasItem()) {
                kept.add(item);
            }
        }
        return kept;
    }

    private boolean enabled(QuestionnaireItemComponent question) {
        if (!question.hasEnableWhen()) {
            return true;
        }
        return question.getEnableBehavior() == EnableWhenBehavior.ANY
                ? question.getEnableWhen().stream().anyMatch(this::holds)
                : question.getEnableWhen().stream().allMatch(this::holds);
    }

    private boolean holds(QuestionnaireItemEnableWhenComponent condition) {
        List<Type> given = answers.getOrDefault(condition.getQuestion(), List.of());
        Type wanted = condition.getAnswer();
        return switch (condition.getOperator()) {
            case EXISTS -> wanted instanceof BooleanType exists && exists.booleanValue() != given.isEmpty();
            case EQUAL -> given.stream().anyMatch(value -> same(value, wanted));
            case NOT_EQUAL -> given.stream().anyMatch(value -> !same(value, wanted));
            default -> false;
        };
    }

    private static boolean same(Type value, Type wanted) {
        return value instanceof Coding left && wanted instanceof Coding right
                ? CodingKey.of(left).equals(CodingKey.of(right))
                : value.equalsDeep(wanted);
    }
}
