package org.precept.dtr.adaptive;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.dtr.ResponseSubject;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.QuestionnaireCatalog;

/**
 * Completions of an adaptive form that a new conversation about the same order replaces (DTR 2.2 spec-45): their answers are
 * asked for again.
 */
final class EarlierCompletions {
    private static final String QR_CONTEXT = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context";

    private final Set<String> about;
    private final CoveragePolicy policy;
    private final QuestionnaireCatalog forms;

    /** @param conversation that replaces them */
    EarlierCompletions(QuestionnaireResponse conversation, CoveragePolicy policy, QuestionnaireCatalog forms) {
        this.about = about(conversation);
        this.policy = policy;
        this.forms = forms;
    }

    /** True for a stored adaptive form of the policy that is about the same order. */
    boolean isReplaced(Resource stored) {
        return stored instanceof QuestionnaireResponse response
                && String.valueOf(response.getQuestionnaire()).startsWith("#")
                && forms.answeredBy(response)
                        .filter(form -> form.policy().id().equals(policy.id()))
                        .isPresent()
                && !Collections.disjoint(about, about(response));
    }

    /** Orders, assertions and trace numbers that a response names. */
    private static Set<String> about(QuestionnaireResponse response) {
        Set<String> about = new HashSet<>(ResponseSubject.of(response).contexts());
        response.getExtensionsByUrl(QR_CONTEXT).forEach(extension -> {
            if (extension.getValue() instanceof Reference reference && reference.hasReference()) {
                about.add(reference.getReference());
            }
        });
        return about;
    }
}
