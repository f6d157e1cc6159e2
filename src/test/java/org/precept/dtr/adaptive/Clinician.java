package org.precept.dtr.adaptive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.precept.cases.CaseFacts;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.Determination;
import org.precept.dtr.Enablement;
import org.precept.dtr.adaptive.Interview.Step;
import org.precept.dtr.answers.AnswerCheck;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;

/**
 * Answers an adaptive form with the answers of a policy case: what the case answers is answered so, everything else is left
 * empty. What the form does not offer cannot be answered.
 */
final class Clinician {
    private static final AnswerCheck CHECK = new AnswerCheck(Plans.CONTENT);
    private static final int ENDLESS = 50;

    private final CaseFacts facts;
    private final CoveragePolicy policy;
    private final Map<String, QuestionnaireResponseItemComponent> answers = new LinkedHashMap<>();
    private final Situation situation;
    private final Form start;

    Clinician(CaseFacts facts, CoveragePolicy policy) {
        this.facts = facts;
        this.policy = policy;
        facts.withRequest().stream()
                .filter(Clinician::isForm)
                .map(item -> (QuestionnaireResponse) item.resource())
                .filter(response -> response.getStatus() == QuestionnaireResponseStatus.COMPLETED)
                .sorted(Comparator.comparing((QuestionnaireResponse response) ->
                                response.getAuthoredElement().getValueAsString())
                        .reversed())
                .forEach(response -> response.getItem().forEach(item -> answers.putIfAbsent(item.getLinkId(), item)));
        this.situation = new Situation(
                policy,
                facts.request(),
                facts.member(),
                facts.withRequest().stream().filter(item -> !isForm(item)).toList(),
                facts.record(),
                facts.ledger());
        this.start = form(determine(situation.evidence()));
    }

    private static boolean isForm(EvidenceItem item) {
        return item.resource() instanceof QuestionnaireResponse;
    }

    /**
     * What came of a conversation.
     *
     * @param end the determination at its end
     * @param asked topics that were put, in their order
     * @param questions how many questions were shown: groups and displays left out, and what answers disable
     */
    record Outcome(Determination end, List<String> asked, int questions) {}

    /** Answers until nothing is asked any more. */
    Outcome answerAll() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(start.canonical().toString());
        response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
        response.getAuthoredElement()
                .setValueAsString(facts.request().requestDate().toString());
        Questionnaire put = new Questionnaire();
        Set<String> asked = new LinkedHashSet<>();
        for (int call = 0; call < ENDLESS; call++) {
            Step step = Plans.INTERVIEW.next(situation, start, response, asked);
            if (step.ask().isEmpty()) {
                return new Outcome(step.determination(), List.copyOf(asked), shown(put, response));
            }
            for (Topic topic : step.ask()) {
                if (!asked.add(topic.linkId())) {
                    throw new AssertionError(facts.name() + ": asked twice: " + topic.linkId());
                }
                put.addItem(topic.item());
                answer(topic, put).ifPresent(response::addItem);
            }
        }
        throw new AssertionError(facts.name() + ": does not end");
    }

    /** The determination when the whole static form was answered. */
    Determination onWholeForm() {
        return determine(facts.withRequest());
    }

    /** The determination when the static form was answered only where the record leaves a question open. */
    Determination onOpenQuestions() {
        Map<String, Outlook.State> record = new LinkedHashMap<>();
        onNothing()
                .findings()
                .forEach(finding -> record.put(finding.criterion().id(), Settled.state(finding.result())));
        Set<String> decided = new LinkedHashSet<>();
        Plans.of(start).topics().stream()
                .filter(topic -> !topic.criteria().isEmpty())
                .filter(topic -> topic.criteria().stream().noneMatch(id -> record.get(id) == Outlook.State.OPEN))
                .forEach(topic -> decided.add(topic.linkId()));
        return determine(facts.withRequest().stream()
                .map(item -> isForm(item) ? without(decided, item) : item)
                .toList());
    }

    private static EvidenceItem without(Set<String> linkIds, EvidenceItem form) {
        QuestionnaireResponse response = ((QuestionnaireResponse) form.resource()).copy();
        response.getItem().removeIf(item -> linkIds.contains(item.getLinkId()));
        return new EvidenceItem(form.reference(), response, form.origin());
    }

    /** The determination when no form was answered. */
    Determination onNothing() {
        return determine(situation.evidence());
    }

    /** Questions of the static form, those that its answers disable left out. */
    int shownStatically() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        answers.values().forEach(item -> response.addItem(item.copy()));
        return shown(start.questionnaire(), response);
    }

    private Determination determine(List<EvidenceItem> request) {
        return Plans.DETERMINER.determine(
                policy,
                facts.request(),
                Plans.ASSEMBLER
                        .assemble(policy, facts.request().requestDate(), facts.member(), request, facts.record())
                        .bundle(),
                facts.ledger());
    }

    private static Form form(Determination determination) {
        return Plans.FORMS.of(determination.phase()).orElseThrow();
    }

    private Optional<QuestionnaireResponseItemComponent> answer(Topic topic, Questionnaire put) {
        QuestionnaireResponseItemComponent given = answers.get(topic.linkId());
        if (given == null) {
            return Optional.empty();
        }
        QuestionnaireResponseItemComponent item = given.copy();
        Set<String> linkIds = new LinkedHashSet<>();
        collect(topic.item(), linkIds);
        keep(item, linkIds);
        QuestionnaireResponse alone = new QuestionnaireResponse();
        alone.addItem(item);
        boolean offered = CHECK.check(put, alone, LocalDate.of(2027, 1, 1), EnumSet.noneOf(AnswerCheck.Rule.class))
                .isEmpty();
        return offered ? Optional.of(item) : Optional.empty();
    }

    private static void keep(QuestionnaireResponseItemComponent item, Set<String> linkIds) {
        item.getItem().removeIf(child -> !linkIds.contains(child.getLinkId()));
        item.getItem().forEach(child -> keep(child, linkIds));
        item.getAnswer().forEach(answer -> {
            answer.getItem().removeIf(child -> !linkIds.contains(child.getLinkId()));
            answer.getItem().forEach(child -> keep(child, linkIds));
        });
    }

    private static void collect(QuestionnaireItemComponent item, Set<String> linkIds) {
        linkIds.add(item.getLinkId());
        item.getItem().forEach(child -> collect(child, linkIds));
    }

    private static int shown(Questionnaire put, QuestionnaireResponse response) {
        Enablement enablement = Enablement.of(put, response.getItem());
        List<String> questions = new ArrayList<>();
        put.getItem().forEach(item -> questions(item, questions));
        return (int) questions.stream().filter(enablement::enabled).count();
    }

    /** linkIds of the questions within an item. */
    static void questions(QuestionnaireItemComponent item, List<String> found) {
        if (item.getType() != QuestionnaireItemType.GROUP && item.getType() != QuestionnaireItemType.DISPLAY) {
            found.add(item.getLinkId());
        }
        item.getItem().forEach(child -> questions(child, found));
    }
}
