package org.precept.criteria;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** The answers of a form that bear on a criterion, in words. Free text is not repeated: it may name people. */
final class AnswerDisplay {

    private final EvidenceDisplay display;

    AnswerDisplay(EvidenceDisplay display) {
        this.display = display;
    }

    /** E.g. {@code Form: diagnosis = RRMS; diagnosis.relapse-date = 2026-03-01}. */
    String of(String criterion, QuestionnaireResponse response) {
        List<String> answers = new ArrayList<>();
        collect(criterion, response.getItem(), answers);
        return answers.isEmpty() ? "Completed form" : "Form: " + String.join("; ", answers);
    }

    private void collect(String criterion, List<QuestionnaireResponseItemComponent> items, List<String> answers) {
        for (QuestionnaireResponseItemComponent item : items) {
            String linkId = String.valueOf(item.getLinkId());
            boolean about = linkId.equals(criterion) || linkId.startsWith(criterion + ".");
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                if (about && answer.hasValue()) {
                    answers.add(linkId + " = " + text(answer.getValue()));
                }
                collect(criterion, answer.getItem(), answers);
            }
            collect(criterion, item.getItem(), answers);
        }
    }

    private String text(Type value) {
        if (value instanceof StringType) {
            return "(text)";
        }
        if (value instanceof Attachment) {
            return "(attachment)";
        }
        String text = display.text(value);
        return text == null ? "(answered)" : text;
    }
}
