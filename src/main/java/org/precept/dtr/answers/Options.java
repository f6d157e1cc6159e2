package org.precept.dtr.answers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.precept.dtr.FormContent;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodingKey;

/** The options of a form's questions. */
final class Options {
    private final FormContent content;
    private final Questionnaire form;

    Options(FormContent content, Questionnaire form) {
        this.content = content;
        this.form = form;
    }

    /** Codes that a choice offers; null when it lists none, so that any may be given. */
    @Nullable
    Set<CodingKey> codes(QuestionnaireItemComponent item) {
        Set<CodingKey> codes = new LinkedHashSet<>();
        item.getAnswerOption().forEach(option -> {
            if (option.getValue() instanceof Coding coding) {
                CodingKey.of(coding).ifPresent(codes::add);
            }
        });
        if (item.hasAnswerValueSet()) {
            valueSet(item.getAnswerValueSet())
                    .ifPresent(set -> expand(set.getExpansion().getContains(), codes));
        }
        return codes.isEmpty() && !item.hasAnswerValueSet() ? null : codes;
    }

    /** Values that a question other than a choice offers; empty when any may be given. */
    List<Type> values(QuestionnaireItemComponent item) {
        return item.getAnswerOption().stream()
                .map(Questionnaire.QuestionnaireItemAnswerOptionComponent::getValue)
                .filter(value -> value != null && !(value instanceof Coding))
                .toList();
    }

    private Optional<ValueSet> valueSet(String reference) {
        if (!reference.startsWith("#")) {
            return content.valueSet(Canonical.parse(reference));
        }
        return form.getContained().stream()
                .filter(ValueSet.class::isInstance)
                .map(ValueSet.class::cast)
                .filter(set -> reference
                        .substring(1)
                        .equals(set.getIdElement().getIdPart().replace("#", "")))
                .findFirst();
    }

    private static void expand(List<ValueSetExpansionContainsComponent> contains, Set<CodingKey> codes) {
        for (ValueSetExpansionContainsComponent entry : contains) {
            if (entry.hasSystem() && entry.hasCode() && !entry.getAbstract() && !entry.getInactive()) {
                codes.add(CodingKey.of(entry.getSystem(), entry.getCode()));
            }
            expand(entry.getContains(), codes);
        }
    }
}
