package org.precept.determination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.jspecify.annotations.Nullable;
import org.precept.determination.RefusedAnswer.Reason;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;
import org.precept.policy.Question;
import org.precept.policy.QuestionnaireCatalog;

/** Finds answers that a form does not offer (policies.md, "Questions that came up"). */
public final class AnswerScreen {
    private final QuestionnaireCatalog questionnaires;

    /** @param questionnaires the forms */
    public AnswerScreen(QuestionnaireCatalog questionnaires) {
        this.questionnaires = questionnaires;
    }

    /** Answers in the response that the form does not offer; empty when all are fine. Changes nothing. */
    public List<RefusedAnswer> refused(QuestionnaireResponse response, Form form) {
        List<RefusedAnswer> refused = new ArrayList<>();
        walk("QuestionnaireResponse", response.getItem(), form, refused, answer -> false);
        return refused;
    }

    /** A copy of the response without the answers that were refused. */
    QuestionnaireResponse without(QuestionnaireResponse response, Form form) {
        QuestionnaireResponse copy = response.copy();
        walk("QuestionnaireResponse", copy.getItem(), form, new ArrayList<>(), answer -> true);
        return copy;
    }

    private void walk(
            String parent,
            List<QuestionnaireResponseItemComponent> items,
            Form form,
            List<RefusedAnswer> refused,
            Predicate<RefusedAnswer> prune) {
        Map<String, Integer> counts = new HashMap<>();
        items.forEach(item -> counts.merge(
                String.valueOf(item.getLinkId()),
                (int) item.getAnswer().stream()
                        .filter(answer -> answer.hasValue())
                        .count(),
                Integer::sum));
        for (int i = 0; i < items.size(); i++) {
            QuestionnaireResponseItemComponent item = items.get(i);
            String linkId = String.valueOf(item.getLinkId());
            String expression = parent + ".item[" + i + "]";
            List<QuestionnaireResponseItemAnswerComponent> dropped = new ArrayList<>();
            for (int a = 0; a < item.getAnswer().size(); a++) {
                QuestionnaireResponseItemAnswerComponent answer =
                        item.getAnswer().get(a);
                String at = expression + ".answer[" + a + "]";
                Optional<Reason> reason = answer.hasValue()
                        ? reason(form, linkId, answer, counts.getOrDefault(linkId, 0))
                        : Optional.empty();
                if (reason.isPresent()) {
                    RefusedAnswer refusal = new RefusedAnswer(linkId, at + ".value", reason.get());
                    refused.add(refusal);
                    if (prune.test(refusal)) {
                        dropped.add(answer);
                    }
                } else {
                    walk(at, answer.getItem(), form, refused, prune);
                }
            }
            dropped.forEach(answer -> item.getAnswer().removeIf(candidate -> candidate == answer));
            walk(expression, item.getItem(), form, refused, prune);
        }
    }

    private Optional<Reason> reason(
            Form form, String linkId, QuestionnaireResponseItemAnswerComponent answer, int count) {
        Question question = question(form, linkId);
        if (question == null) {
            return AdaptiveForm.AUTHORIZATION.equals(linkId) ? Optional.empty() : Optional.of(Reason.NO_SUCH_QUESTION);
        }
        if (!question.offers(answer.getValue())) {
            return Optional.of(Reason.NOT_OFFERED);
        }
        return count > 1 && !question.repeats() ? Optional.of(Reason.SEVERAL) : Optional.empty();
    }

    /** A question of the form or of another form of its policy: a response may have been begun in the other phase. */
    private @Nullable Question question(Form form, String linkId) {
        return form.question(linkId)
                .or(() -> questionnaires.all().stream()
                        .filter(other ->
                                other.policy().id().equals(form.policy().id()))
                        .flatMap(other -> other.question(linkId).stream())
                        .findFirst())
                .orElse(null);
    }
}
