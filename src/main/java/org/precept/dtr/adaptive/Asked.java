package org.precept.dtr.adaptive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;

/**
 * What was asked so far: the contained Questionnaire that grows with the conversation.
 *
 * @param position among the contained resources, from 0
 * @param questionnaire as it came
 * @param form the static form whose questions are put
 * @param element FHIRPath of the Questionnaire
 */
record Asked(int position, Questionnaire questionnaire, Form form, String element) {
    private static final int BAD_REQUEST = 400;

    /**
     * Finds it.
     *
     * @param element FHIRPath of the response
     * @throws RejectedRequest 400 when there is none, or it is derived from no adaptive form that is offered
     */
    static Asked in(QuestionnaireResponse response, String element, QuestionnaireCatalog forms) {
        String reference = String.valueOf(response.getQuestionnaire());
        for (int i = 0; i < response.getContained().size(); i++) {
            if (response.getContained().get(i) instanceof Questionnaire questionnaire
                    && reference.equals("#" + bare(String.valueOf(questionnaire.getId())))) {
                String at = element + ".contained[" + i + "]";
                return new Asked(i, questionnaire, form(questionnaire, at, forms), at);
            }
        }
        throw rejected(
                element + ".questionnaire",
                "The response names no Questionnaire that it contains. Begin with the draft of an adaptive package"
                        + " ($questionnaire-package with the adaptive form's canonical).");
    }

    private static Form form(Questionnaire questionnaire, String at, QuestionnaireCatalog forms) {
        return questionnaire.getDerivedFrom().stream()
                .map(CanonicalType::getValue)
                .flatMap(canonical -> derived(Canonical.parse(String.valueOf(canonical)), forms).stream())
                .findFirst()
                .orElseThrow(() -> rejected(
                        at + ".derivedFrom",
                        "It is not derived from an adaptive form that is offered here. Ask $questionnaire-package for the"
                                + " form and begin anew with its draft."));
    }

    private static Optional<Form> derived(Canonical canonical, QuestionnaireCatalog forms) {
        return forms.all().stream()
                .filter(form -> form.adaptiveUrl().equals(canonical.url()))
                .flatMap(form -> forms.find(new Canonical(form.canonical().url(), null)).stream())
                .findFirst();
    }

    private static String bare(String id) {
        String tail = id.substring(id.lastIndexOf('/') + 1);
        return tail.startsWith("#") ? tail.substring(1) : tail;
    }

    /** linkIds of the top-level items put so far. */
    Set<String> linkIds() {
        Set<String> linkIds = new LinkedHashSet<>();
        questionnaire.getItem().forEach(item -> linkIds.add(item.getLinkId()));
        return linkIds;
    }

    /**
     * Items that are not as they were asked; empty when all are.
     *
     * @param asked all that may be asked, in this or another phase, by linkId
     */
    List<Issue> strange(Map<String, ? extends List<QuestionnaireItemComponent>> asked) {
        List<Issue> issues = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < questionnaire.getItem().size(); i++) {
            QuestionnaireItemComponent item = questionnaire.getItem().get(i);
            String linkId = String.valueOf(item.getLinkId());
            String at = element + ".item[" + i + "]";
            if (seen.put(linkId, i) != null) {
                issues.add(issue(at, linkId, "it is there twice"));
            } else if (!asked.containsKey(linkId)) {
                issues.add(issue(at, linkId, "this form has no such question"));
            } else if (asked.get(linkId).stream().noneMatch(item::equalsDeep)) {
                issues.add(issue(at, linkId, "it is not as it was asked"));
            }
        }
        return issues;
    }

    private static Issue issue(String at, String linkId, String what) {
        return new Issue(
                IssueType.BUSINESSRULE,
                at,
                "linkId " + linkId + ": " + what
                        + ". Send the contained Questionnaire back as $next-question returned it.");
    }

    private static RejectedRequest rejected(String element, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(IssueType.BUSINESSRULE, element, diagnostics));
    }
}
