package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.precept.determination.Authorization;
import org.precept.determination.Determiner;
import org.precept.dtr.ClosedPackage;
import org.precept.dtr.DtrEdition;
import org.precept.dtr.FormFilling;
import org.precept.dtr.adaptive.Interview.Step;
import org.precept.dtr.answers.AnswerCheck;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.QuestionnaireCatalog;

/** Answers {@code $next-question} (DTR 2.2). Thread-safe; keeps nothing of a conversation. */
final class NextQuestions {
    private static final int BAD_REQUEST = 400;
    private static final Set<QuestionnaireResponseStatus> OPEN = EnumSet.of(
            QuestionnaireResponseStatus.INPROGRESS,
            QuestionnaireResponseStatus.COMPLETED,
            QuestionnaireResponseStatus.AMENDED);

    private final FhirContext fhir;
    private final QuestionnaireCatalog forms;
    private final AnswerCheck check;
    private final FormPlans plans;
    private final Situations situations;
    private final Interview interview;
    private final FormFilling filling;
    private final Completion completion;
    private final Clock clock;

    NextQuestions(
            FhirContext fhir,
            QuestionnaireCatalog forms,
            AnswerCheck check,
            FormPlans plans,
            Situations situations,
            Interview interview,
            FormFilling filling,
            Completion completion,
            Clock clock) {
        this.fhir = fhir;
        this.forms = forms;
        this.check = check;
        this.plans = plans;
        this.situations = situations;
        this.interview = interview;
        this.filling = filling;
        this.completion = completion;
        this.clock = clock;
    }

    /**
     * The response with the next questions, or completed.
     *
     * @param body Parameters or the bare QuestionnaireResponse, JSON in UTF-8
     * @param edition in whose words questions are put
     * @return the QuestionnaireResponse, JSON in UTF-8; what was sent stands in it byte for byte
     * @throws RejectedRequest 400 when the response cannot be read, or is not what was asked for, or answers are invalid
     * @throws org.precept.criteria.CriteriaException when the determination cannot be computed
     */
    byte[] answer(byte[] body, DtrEdition edition) {
        ResponseText text = ResponseText.of(body);
        QuestionnaireResponse response = parse(text);
        Asked asked = Asked.in(response, text.element(), forms);
        check(response, asked, text.element(), edition);
        Known known = situations.find(response, asked.form());
        QuestionnaireResponse answers = response.copy();
        answers.setAuthored(Date.from(clock.instant())); // the newest answers count
        Optional<Authorization> onFile = completion.onFile(known);
        if (onFile.isPresent()) {
            completion.covered(text, asked, known, onFile.get(), edition);
            return text.bytes();
        }
        Step step = interview.next(known.situation(), asked.form(), answers, asked.linkIds());
        if (step.ask().isEmpty()) {
            completion.complete(text, asked, answers, known, step.determination(), edition);
        } else {
            ask(text, asked, known, step, edition);
        }
        return text.bytes();
    }

    private void ask(ResponseText text, Asked asked, Known known, Step step, DtrEdition edition) {
        text.status("in-progress");
        List<String> questions = new ArrayList<>(
                step.ask().stream().map(topic -> topic.in(edition).json()).toList());
        if (step.last() && !asked.linkIds().contains(FixedItems.COMPLETE)) {
            questions.add(FixedItems.json(FixedItems.complete(), fhir));
        }
        text.addQuestions(asked.position(), String.join(",", questions));
        List<QuestionnaireResponseItemComponent> answers = prefilled(known, step);
        if (!answers.isEmpty()) {
            QuestionnaireResponse said = new QuestionnaireResponse().setItem(answers);
            edition.say(said);
            text.addItems(FixedItems.between(new QuestionnaireResponse().setItem(said.getItem()), fhir));
        }
    }

    /** What the record already says to the questions that are put, though it does not settle them. */
    private List<QuestionnaireResponseItemComponent> prefilled(Known known, Step step) {
        Optional<Canonical> library = step.plan().form().library();
        if (known.member() == null || library.isEmpty()) {
            return List.of();
        }
        ClosedPackage closed = step.plan().closed();
        Questionnaire put = new Questionnaire();
        step.ask().forEach(topic -> put.addItem(topic.item()));
        ClosedPackage part = new ClosedPackage(
                closed.canonical(), put, List.of(), List.of(), closed.options(), closed.changed(), List.of());
        return filling.answers(
                part,
                library.get(),
                step.evidence(),
                Determiner.parameters(step.determination(), known.situation().ledger()));
    }

    private QuestionnaireResponse parse(ResponseText text) {
        IParser parser = fhir.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        QuestionnaireResponse response;
        try {
            response = parser.parseResource(QuestionnaireResponse.class, text.json());
        } catch (DataFormatException e) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.STRUCTURE,
                            text.element(),
                            "It cannot be read as a FHIR R4 QuestionnaireResponse. Check names, types and values."));
        }
        if (!OPEN.contains(response.getStatus())) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.BUSINESSRULE,
                            text.element() + ".status",
                            "A conversation goes on with status in-progress."));
        }
        return response;
    }

    private void check(QuestionnaireResponse response, Asked asked, String element, DtrEdition edition) {
        List<Issue> issues = new ArrayList<>(asked.strange(plans.items(asked.form(), edition)));
        if (issues.isEmpty()) {
            check.check(asked.questionnaire(), response, LocalDate.now(clock), EnumSet.allOf(AnswerCheck.Rule.class))
                    .forEach(issue -> issues.add(below(issue, element)));
        }
        if (!issues.isEmpty()) {
            throw new RejectedRequest(BAD_REQUEST, issues);
        }
    }

    /** The answer check knows the response alone, not that Parameters may hold it. */
    private static Issue below(Issue issue, String element) {
        String expression = issue.expression();
        return expression == null
                ? issue
                : new Issue(
                        issue.type(),
                        element + expression.substring("QuestionnaireResponse".length()),
                        issue.diagnostics());
    }
}
