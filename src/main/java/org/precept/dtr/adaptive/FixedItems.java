package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.Resource;
import org.precept.policy.AdaptiveForm;

/** The two items of an adaptive form that are no policy's: the end of the clinical questions, and what follows it. */
final class FixedItems {
    /** Says that the clinical questions are complete (DTR 2.2 spec-39). */
    static final String COMPLETE = "questions-complete";

    /** Asks whether the authorization should be issued (DTR 2.2 spec-41). */
    static final String AUTHORIZATION = AdaptiveForm.AUTHORIZATION;

    private static final String START = "\"item\":[";

    private FixedItems() {}

    /** The display item after the last clinical question. */
    static QuestionnaireItemComponent complete() {
        return item(COMPLETE, QuestionnaireItemType.DISPLAY, "This completes the clinical questions.");
    }

    /** The last question of all. */
    static QuestionnaireItemComponent authorization() {
        return item(
                AUTHORIZATION,
                QuestionnaireItemType.BOOLEAN,
                "Every criterion is met. Should the prior authorization be issued now? With no, nothing is issued; it can be"
                        + " requested later.");
    }

    private static QuestionnaireItemComponent item(String linkId, QuestionnaireItemType type, String text) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId).setText(text).setType(type);
        return item;
    }

    /** The item as JSON. */
    static String json(QuestionnaireItemComponent item, FhirContext fhir) {
        return between(new Questionnaire().addItem(item), fhir);
    }

    /** What stands between the brackets of the items of a resource that has nothing else. */
    static String between(Resource itemsOnly, FhirContext fhir) {
        String json = fhir.newJsonParser().encodeResourceToString(itemsOnly);
        return json.substring(json.indexOf(START) + START.length(), json.length() - "]}".length());
    }
}
