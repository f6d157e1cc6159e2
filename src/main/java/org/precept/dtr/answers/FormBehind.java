package org.precept.dtr.answers;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import org.precept.dtr.FormContent;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;

/** Finds the form that a response answers, and the questions to check it against. */
final class FormBehind {
    private static final String OURS = "https://precept.example/fhir/Questionnaire/";

    private final QuestionnaireCatalog forms;
    private final FormContent content;

    FormBehind(QuestionnaireCatalog forms, FormContent content) {
        this.forms = forms;
        this.content = content;
    }

    /**
     * A form of ours that a response answers.
     *
     * @param form static form
     * @param questions as they were put: the version of the form that the response names when we have it, else the newest;
     *     of an adaptive form the questions it had grown to
     * @param issues why questions of a contained form are none of ours
     */
    record Found(Form form, Questionnaire questions, List<Issue> issues) {}

    /**
     * The form; empty for a form of somebody else, whose answers cannot be checked and never count.
     *
     * @throws RuntimeException 422 when the response names a form of ours that does not exist, or a contained one that is
     *     not there
     */
    Optional<Found> of(QuestionnaireResponse response) {
        String named = response.getQuestionnaire();
        Questionnaire contained = named != null && named.startsWith("#") ? contained(response, named) : null;
        Optional<Form> form = forms.answeredBy(response);
        if (form.isEmpty()) {
            if (named != null && claimsToBeOurs(named, contained)) {
                throw Refusal.of(
                        IssueType.NOTFOUND,
                        "QuestionnaireResponse.questionnaire",
                        "There is no such questionnaire here. Name one that Questionnaire/$questionnaire-package gave.");
            }
            return Optional.empty();
        }
        if (contained != null) {
            GrownForm grown = GrownForm.of(response, contained, form.get(), forms);
            return Optional.of(new Found(form.get(), grown.questions(), grown.issues()));
        }
        Questionnaire questions = content.questionnaire(Canonical.parse(named == null ? "" : named))
                .filter(Questionnaire::hasItem)
                .orElseGet(() -> form.get().questionnaire());
        return Optional.of(new Found(form.get(), questions, List.of()));
    }

    private static boolean claimsToBeOurs(String named, @Nullable Questionnaire contained) {
        return named.startsWith(OURS)
                || (contained != null
                        && contained.getDerivedFrom().stream()
                                .map(CanonicalType::getValue)
                                .anyMatch(origin -> origin != null && origin.startsWith(OURS)));
    }

    private static Questionnaire contained(QuestionnaireResponse response, String reference) {
        return response.getContained().stream()
                .filter(Questionnaire.class::isInstance)
                .map(Questionnaire.class::cast)
                .filter(form -> form.getIdElement().hasIdPart()
                        && reference
                                .substring(1)
                                .equals(form.getIdElement().getIdPart().replace("#", "")))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        IssueType.NOTFOUND,
                        "QuestionnaireResponse.questionnaire",
                        "No contained Questionnaire has this id. Send the response as $next-question gave it."));
    }
}
