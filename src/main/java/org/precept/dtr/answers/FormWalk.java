package org.precept.dtr.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.precept.dtr.Enablement;
import org.precept.dtr.answers.AnswerCheck.Rule;
import org.precept.fhir.Issue;

/** Goes through a response beside its form and notes what is wrong. One instance checks one response. */
final class FormWalk {
    /** Enough to work with; a response may be wrong in very many places. */
    static final int MOST_ISSUES = 100;

    private static final int SHOWN = 100;

    private final Questionnaire form;
    private final QuestionnaireResponse response;
    private final ValueCheck values;
    private final Set<Rule> rules;
    private final Enablement enablement;
    private final Map<String, QuestionnaireItemComponent> asked = new HashMap<>();
    private final List<Issue> issues = new ArrayList<>();

    FormWalk(Questionnaire form, QuestionnaireResponse response, ValueCheck values, Set<Rule> rules) {
        this.form = form;
        this.response = response;
        this.values = values;
        this.rules = rules;
        this.enablement = Enablement.of(form, response.getItem());
        index(form.getItem());
    }

    private void index(List<QuestionnaireItemComponent> items) {
        for (QuestionnaireItemComponent item : items) {
            asked.put(item.getLinkId(), item);
            index(item.getItem());
        }
    }

    List<Issue> issues() {
        level("QuestionnaireResponse", form.getItem(), response.getItem());
        return List.copyOf(issues);
    }

    /** The items of one parent beside the items that the form has there. */
    private void level(
            String parent, List<QuestionnaireItemComponent> expected, List<QuestionnaireResponseItemComponent> items) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            QuestionnaireResponseItemComponent item = items.get(i);
            String at = parent + ".item[" + i + "]";
            if (!item.hasLinkId()) {
                note(IssueType.REQUIRED, at + ".linkId", "An item has no linkId. Give that of its question.");
                continue;
            }
            QuestionnaireItemComponent question = asked.get(item.getLinkId());
            if (question == null) {
                note(
                        IssueType.NOTFOUND,
                        at + ".linkId",
                        about(item.getLinkId()) + "The form has no question with this linkId. Leave it out.");
            } else if (!expected.contains(question)) {
                note(
                        IssueType.STRUCTURE,
                        at,
                        about(item.getLinkId()) + "The item is not where the form has it. Nest items as the form does;"
                                + " those below a question go into its answer.");
            } else {
                int before = counts.getOrDefault(item.getLinkId(), 0);
                counts.put(item.getLinkId(), before + occurrences(question, item));
                item(at, question, item, before);
            }
        }
        expected.forEach(question -> occurs(parent, question, counts.getOrDefault(question.getLinkId(), 0)));
    }

    private void item(
            String at, QuestionnaireItemComponent question, QuestionnaireResponseItemComponent item, int before) {
        boolean group = isGroup(question);
        if (group && before > 0 && !question.getRepeats()) {
            note(IssueType.MULTIPLEMATCHES, at, about(question) + "The group does not repeat. Merge its items.");
        }
        if (rules.contains(Rule.ENABLED) && !enablement.enabled(question.getLinkId()) && hasAnswer(item)) {
            note(
                    IssueType.BUSINESSRULE,
                    at,
                    about(question) + "The form does not ask this, given the other answers. Take the answer out.");
            return;
        }
        answers(at, question, item, before);
        if (!group && item.hasAnswer() && item.hasItem()) {
            note(
                    IssueType.STRUCTURE,
                    at + ".item",
                    about(question) + "Items below a question go into its answer (answer.item).");
        } else if (group || item.hasItem()) {
            level(at, question.getItem(), item.getItem());
        }
    }

    private void answers(
            String at, QuestionnaireItemComponent question, QuestionnaireResponseItemComponent item, int before) {
        int given = before;
        for (int i = 0; i < item.getAnswer().size(); i++) {
            QuestionnaireResponseItemAnswerComponent answer = item.getAnswer().get(i);
            String here = at + ".answer[" + i + "]";
            if (answer.hasValue()) {
                given++;
                value(here, question, answer, given);
            }
            level(here, question.getItem(), answer.getItem());
        }
    }

    private void value(
            String at,
            QuestionnaireItemComponent question,
            QuestionnaireResponseItemAnswerComponent answer,
            int number) {
        if (isGroup(question)) {
            note(IssueType.STRUCTURE, at, about(question) + "This is no question and takes no answer.");
            return;
        }
        if (number > 1 && !question.getRepeats()) {
            note(IssueType.MULTIPLEMATCHES, at, about(question) + "The question takes one answer. Send one.");
        }
        Optional<ValueCheck.Fault> fault = values.fault(question, answer.getValue());
        fault.ifPresent(found -> note(found.type(), at + ".value", about(question) + found.text()));
    }

    private void occurs(String parent, QuestionnaireItemComponent question, int count) {
        Optional<Integer> most = FormExtensions.number(question, FormExtensions.MAX_OCCURS)
                .map(Number::intValue)
                .filter(limit -> question.getRepeats() && count > limit);
        most.ifPresent(limit ->
                note(IssueType.MULTIPLEMATCHES, parent, about(question) + "At most " + limit + " answers are taken."));
        if (!rules.contains(Rule.REQUIRED) || !enablement.enabled(question.getLinkId())) {
            return;
        }
        int least = Math.max(
                question.getRequired() ? 1 : 0,
                FormExtensions.number(question, FormExtensions.MIN_OCCURS)
                        .map(Number::intValue)
                        .filter(limit -> question.getRequired() || count > 0)
                        .orElse(0));
        if (count < least) {
            note(
                    IssueType.REQUIRED,
                    parent,
                    about(question)
                            + (least > 1
                                    ? "At least " + least + " answers are needed."
                                    : "The question must be answered before the form is completed."));
        }
    }

    /** A group occurs with an answer somewhere in it, a question as often as it is answered. */
    private static int occurrences(QuestionnaireItemComponent question, QuestionnaireResponseItemComponent item) {
        if (isGroup(question)) {
            return hasAnswer(item) ? 1 : 0;
        }
        return (int) item.getAnswer().stream()
                .filter(QuestionnaireResponseItemAnswerComponent::hasValue)
                .count();
    }

    private static boolean hasAnswer(QuestionnaireResponseItemComponent item) {
        return item.getAnswer().stream().anyMatch(QuestionnaireResponseItemAnswerComponent::hasValue)
                || item.getItem().stream().anyMatch(FormWalk::hasAnswer)
                || item.getAnswer().stream()
                        .anyMatch(answer -> answer.getItem().stream().anyMatch(FormWalk::hasAnswer));
    }

    private static boolean isGroup(QuestionnaireItemComponent question) {
        return question.getType() == QuestionnaireItemType.GROUP || question.getType() == QuestionnaireItemType.DISPLAY;
    }

    private static String about(QuestionnaireItemComponent question) {
        return about(question.getLinkId());
    }

    private static String about(String linkId) {
        return "linkId " + (linkId.length() > SHOWN ? linkId.substring(0, SHOWN) + "..." : linkId) + ": ";
    }

    private void note(IssueType type, String expression, String text) {
        if (issues.size() < MOST_ISSUES) {
            issues.add(new Issue(type, expression, text));
        }
    }
}
