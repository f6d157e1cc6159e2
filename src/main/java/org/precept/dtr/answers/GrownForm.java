package org.precept.dtr.answers;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.fhir.Issue;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;

/**
 * An adaptive form as far as it had grown, contained in a response. It comes from a client: which questions were put, in
 * which order and when, is taken from it, but what a question takes as an answer from the static forms of the policy.
 *
 * @param questions the contained form with the questions' own definitions
 * @param issues questions that are not those of the policy's forms
 */
record GrownForm(Questionnaire questions, List<Issue> issues) {
    private static final Set<QuestionnaireItemType> NO_QUESTIONS =
            EnumSet.of(QuestionnaireItemType.GROUP, QuestionnaireItemType.DISPLAY);

    static GrownForm of(
            QuestionnaireResponse response, Questionnaire contained, Form form, QuestionnaireCatalog forms) {
        Map<String, QuestionnaireItemComponent> known = new HashMap<>();
        forms.all().stream()
                .filter(other -> other.policy().id().equals(form.policy().id()))
                .forEach(other -> index(other.questionnaire().getItem(), known));
        index(form.questionnaire().getItem(), known);
        Questionnaire questions = contained.copy();
        List<Issue> issues = new ArrayList<>();
        String at = "QuestionnaireResponse.contained[" + response.getContained().indexOf(contained) + "]";
        questions.setItem(items(at, contained.getItem(), known, issues));
        return new GrownForm(questions, List.copyOf(issues));
    }

    private static void index(List<QuestionnaireItemComponent> items, Map<String, QuestionnaireItemComponent> known) {
        items.forEach(item -> {
            known.put(item.getLinkId(), item);
            index(item.getItem(), known);
        });
    }

    private static List<QuestionnaireItemComponent> items(
            String parent,
            List<QuestionnaireItemComponent> items,
            Map<String, QuestionnaireItemComponent> known,
            List<Issue> issues) {
        List<QuestionnaireItemComponent> merged = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String at = parent + ".item[" + i + "]";
            QuestionnaireItemComponent put = items.get(i);
            QuestionnaireItemComponent own = known.get(put.getLinkId());
            if (own == null ? !addedOnTheWay(put) : own.getType() != put.getType()) {
                issues.add(new Issue(
                        IssueType.BUSINESSRULE,
                        at,
                        "linkId " + put.getLinkId() + ": This is not a question of the form that the contained one is"
                                + " derived from. Send the contained Questionnaire as $next-question gave it."));
            }
            QuestionnaireItemComponent item = own == null ? put.copy() : own.copy();
            item.setEnableWhen(put.getEnableWhen()).setEnableBehavior(put.getEnableBehavior());
            item.setItem(items(at, put.getItem(), known, issues));
            merged.add(item);
        }
        return merged;
    }

    private static boolean addedOnTheWay(QuestionnaireItemComponent item) {
        return NO_QUESTIONS.contains(item.getType())
                || (AdaptiveForm.AUTHORIZATION.equals(item.getLinkId())
                        && item.getType() == QuestionnaireItemType.BOOLEAN);
    }
}
