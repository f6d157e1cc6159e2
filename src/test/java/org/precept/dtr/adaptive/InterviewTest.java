package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.precept.determination.Ledger;
import org.precept.dtr.adaptive.Interview.Step;
import org.precept.fhir.CodeSystems;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.Form;
import org.precept.policy.Phase;

/** Which question comes next: shipped logic, joined to trees that no shipped policy has. */
class InterviewTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Form SHIPPED = Plans.form("mmm-alemtuzumab-initial");

    private final Map<String, Type> answers = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    @Test
    void whatDecidesThePhaseComesFirstAndAlone() {
        assertThat(ask(joined(tree -> tree))).containsExactly("last-course-date");
        assertThat(ask(joined(tree -> tree))).containsExactly("diagnosis");
    }

    @Test
    void whereOneIsEnoughMeetingItMakesTheOthersNeedless() {
        Form form = joined(tree -> any(tree, "hiv-negative", "no-active-infection"));
        ask(form);
        assertThat(ask(form)).containsExactly("hiv-negative");

        answers.put("hiv-negative", new BooleanType(true));

        assertThat(ask(form)).isEmpty();
    }

    @Test
    void whereOneIsEnoughFailingItAsksForTheNext() {
        Form form = joined(tree -> any(tree, "hiv-negative", "no-active-infection"));
        ask(form);
        ask(form);

        answers.put("hiv-negative", new BooleanType(false));

        assertThat(ask(form)).containsExactly("no-active-infection");
    }

    @Test
    void anyTreeIsReasonedAboutGroupByGroup() {
        Form form = joined(tree -> new AllOf(List.of(
                any(tree, "hiv-negative", "no-active-infection"), any(tree, "no-concurrent-dmt", "diagnosis"))));
        ask(form);
        assertThat(ask(form))
                .as("one of each group: no answer to the first makes the second needless")
                .containsExactly("hiv-negative", "no-concurrent-dmt");

        answers.put("hiv-negative", new BooleanType(true));
        answers.put("no-concurrent-dmt", new BooleanType(false));

        assertThat(ask(form)).as("nothing of the group that is met").containsExactly("diagnosis");
    }

    @Test
    void aQuestionIsPutOnceEvenWhenItIsLeftEmpty() {
        Form form = joined(tree -> all(tree, "hiv-negative", "no-active-infection"));
        List<String> put = new ArrayList<>();
        for (List<String> next = ask(form); !next.isEmpty(); next = ask(form)) {
            put.addAll(next);
        }

        assertThat(put).containsExactly("last-course-date", "hiv-negative", "no-active-infection");
    }

    @Test
    void knowsBeforehandWhichQuestionIsTheLast() {
        Form form = joined(tree -> all(tree, "hiv-negative", "no-active-infection"));

        assertThat(step(form).last()).isFalse();
        assertThat(step(form).last()).as("yes would lead to another").isFalse();
        assertThat(step(form).last()).isTrue();
    }

    @Test
    void whatFailsEndsIt() {
        Form form = joined(tree -> tree);
        ask(form);
        ask(form);
        answers.put("diagnosis", new Coding(CodeSystems.ANSWERS, "ppms", null));

        assertThat(ask(form)).isEmpty();
    }

    private List<String> ask(Form form) {
        return step(form).ask().stream().map(Topic::linkId).toList();
    }

    private Step step(Form form) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(form.canonical().toString());
        response.getAuthoredElement().setValueAsString(TODAY.toString());
        answers.forEach((linkId, value) ->
                response.addItem().setLinkId(linkId).addAnswer().setValue(value));
        Planning planning = new Planning(Plans.CONTENT, Plans.ASSEMBLER, Plans.DETERMINER, FhirContext.forR4Cached());
        FormPlan plan = planning.plan(form, TODAY);
        Step step = new Interview(Plans.ASSEMBLER, Plans.DETERMINER, any -> plan, any -> Optional.of(form))
                .next(situation(form), form, response, asked);
        step.ask().forEach(topic -> asked.add(topic.linkId()));
        return step;
    }

    private static Situation situation(Form form) {
        return new Situation(
                form.policy(),
                Situation.bare(form.policy(), "mmm", TODAY),
                new Patient(),
                List.of(),
                List.of(),
                new Ledger(List.of()));
    }

    /** The shipped form under a policy that joins its criteria otherwise, in every phase. */
    private static Form joined(UnaryOperator<CriteriaTree> join) {
        CoveragePolicy own = SHIPPED.policy();
        List<Phase> phases = own.phases().stream()
                .map(phase -> new Phase(
                        phase.code(),
                        phase.title(),
                        join.apply(phase.criteria()),
                        phase.questionnaire(),
                        phase.duration(),
                        null))
                .toList();
        CoveragePolicy policy = new CoveragePolicy(
                own.id(),
                own.canonical(),
                own.title(),
                own.effective(),
                own.payers(),
                own.product(),
                own.approver(),
                own.library(),
                own.storedAnswersDays(),
                phases,
                own.terms(),
                own.instructions(),
                own.sourceTitle(),
                own.sourceUrl());
        return new Form(
                SHIPPED.canonical(),
                SHIPPED.questionnaire(),
                policy,
                policy.phase("initial").orElseThrow(),
                SHIPPED.questions());
    }

    private static AllOf all(CriteriaTree tree, String... ids) {
        return new AllOf(leaves(tree, ids));
    }

    private static AnyOf any(CriteriaTree tree, String... ids) {
        return new AnyOf(leaves(tree, ids));
    }

    private static List<CriteriaTree> leaves(CriteriaTree tree, String... ids) {
        return tree.criteria()
                .filter(criterion -> List.of(ids).contains(criterion.id()))
                .map(CriteriaTree.class::cast)
                .toList();
    }
}
