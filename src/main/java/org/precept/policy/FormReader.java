package org.precept.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodingKey;

/** Reads the questions of a form, with the codes that its value sets expand to. */
final class FormReader {
    private final Map<Canonical, ValueSet> valueSets;

    FormReader(Map<Canonical, ValueSet> valueSets) {
        this.valueSets = valueSets;
    }

    /** Questions by linkId; notes duplicates and value sets that cannot be read. */
    Map<String, Question> questions(Questionnaire questionnaire, Elements elements) {
        Map<String, Question> questions = new LinkedHashMap<>();
        collect("Questionnaire", questionnaire.getItem(), questions, new HashSet<>(), elements);
        return questions;
    }

    private void collect(
            String parent,
            List<QuestionnaireItemComponent> items,
            Map<String, Question> questions,
            Set<String> seen,
            Elements elements) {
        for (int i = 0; i < items.size(); i++) {
            QuestionnaireItemComponent item = items.get(i);
            String expression = parent + ".item[" + i + "]";
            String linkId = elements.text(expression + ".linkId", item.getLinkId());
            if (!seen.add(linkId)) {
                elements.wrong(expression + ".linkId", "'" + linkId + "' is not unique in the form");
            }
            if (item.getType() == null) {
                elements.wrong(expression + ".type", "is required");
            } else if (item.getType() != QuestionnaireItemType.GROUP
                    && item.getType() != QuestionnaireItemType.DISPLAY) {
                questions.put(
                        linkId,
                        new Question(linkId, item.getType(), item.getRepeats(), options(expression, item, elements)));
            }
            collect(expression, item.getItem(), questions, seen, elements);
        }
    }

    private @Nullable Set<CodingKey> options(String expression, QuestionnaireItemComponent item, Elements elements) {
        boolean choice =
                item.getType() == QuestionnaireItemType.CHOICE || item.getType() == QuestionnaireItemType.OPENCHOICE;
        if (!choice) {
            return null;
        }
        Set<CodingKey> options = new HashSet<>();
        for (var option : item.getAnswerOption()) {
            if (option.getValue() instanceof Coding coding) {
                CodingKey.of(coding).ifPresent(options::add);
            }
        }
        if (item.hasAnswerValueSet()) {
            Optional<ValueSet> valueSet = valueSet(Canonical.parse(item.getAnswerValueSet()));
            if (valueSet.isEmpty()) {
                elements.wrong(
                        expression + ".answerValueSet",
                        "value set " + item.getAnswerValueSet() + " is not among the content");
            }
            valueSet.ifPresent(set -> expand(set.getExpansion().getContains(), options));
        }
        if (options.isEmpty()) {
            elements.wrong(expression, "a choice needs answerOption codings or a value set with an expansion");
        }
        return options;
    }

    private Optional<ValueSet> valueSet(Canonical canonical) {
        return valueSets.entrySet().stream()
                .filter(entry -> entry.getKey().matches(canonical))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void expand(List<ValueSetExpansionContainsComponent> contains, Set<CodingKey> codes) {
        for (ValueSetExpansionContainsComponent entry : contains) {
            if (entry.hasSystem() && entry.hasCode() && !entry.getAbstract()) {
                codes.add(CodingKey.of(entry.getSystem(), entry.getCode()));
            }
            expand(entry.getContains(), codes);
        }
    }
}
