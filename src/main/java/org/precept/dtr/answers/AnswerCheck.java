package org.precept.dtr.answers;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.dtr.FormContent;
import org.precept.fhir.Issue;

/**
 * Checks a response against its form: known linkIds in their places, types, options, limits, how many answers, dates that
 * lie in the future, questions that must or must not be answered. Thread-safe.
 */
public final class AnswerCheck {
    private final FormContent content;

    /** What is asked of a response beyond its answers being possible ones. */
    public enum Rule {
        /** Questions that the form puts and marks as required have an answer. */
        REQUIRED,
        /** Questions that the form does not put, given the other answers, have none. */
        ENABLED
    }

    /** @param content has the value sets whose codes are the options of choices */
    public AnswerCheck(FormContent content) {
        this.content = content;
    }

    /**
     * As {@link #check(Questionnaire, QuestionnaireResponse, LocalDate, Set)}: all rules for a response that is completed
     * or amended, none for a draft.
     */
    public List<Issue> check(Questionnaire form, QuestionnaireResponse response, LocalDate today) {
        return check(form, response, today, rules(response));
    }

    /**
     * What is wrong with the answers.
     *
     * @param form with unique linkIds; its codes for a choice are its answerOptions and its answerValueSet
     * @param response not changed
     * @param today dates after this day lie in the future: refused, unless the item has a maxValue of its own
     * @param rules what else is asked of it
     * @return one issue for each thing wrong, with the FHIRPath in the response, and the linkId in its text; never what
     *     was answered. At most {@link FormWalk#MOST_ISSUES}. Empty when nothing is wrong
     */
    public List<Issue> check(Questionnaire form, QuestionnaireResponse response, LocalDate today, Set<Rule> rules) {
        return new FormWalk(form, response, new ValueCheck(new Options(content, form), today), rules).issues();
    }

    private static Set<Rule> rules(QuestionnaireResponse response) {
        return Status.finished(response) ? EnumSet.allOf(Rule.class) : EnumSet.noneOf(Rule.class);
    }
}
