package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.junit.jupiter.api.Test;
import org.precept.dtr.adaptive.Outlook.State;

/** What is found out about the shipped forms before anybody answers them. */
class PlanningTest {

    @Test
    void whatSettlesMostComesFirstAndOpenEndedQuestionsLast() {
        assertThat(order("caresource-passe-alemtuzumab-initial"))
                .containsExactly(
                        "site", // 6 of 8 places
                        "diagnosis", // 4 of 6 forms
                        "neurologist", // 1 of 2, in the order of the form
                        "no-active-infection",
                        "no-hiv",
                        "tb", // 2 of 5
                        "cbc", // 1 of 3
                        "thyroid",
                        "renal",
                        "dosing", // a number, one question
                        "last-course-date",
                        "step-therapy"); // six questions
        assertThat(plan("caresource-passe-alemtuzumab-initial")
                        .topic("site")
                        .orElseThrow()
                        .share())
                .isEqualTo(6.0 / 8);
        assertThat(plan("mmm-alemtuzumab-initial")
                        .topic("hiv-negative")
                        .orElseThrow()
                        .share())
                .isEqualTo(0.5);
    }

    @Test
    void aFormOfALaterPhaseIsLookedAtInThatPhase() {
        assertThat(plan("caresource-passe-alemtuzumab-continuation")
                        .topic("response")
                        .orElseThrow()
                        .share())
                .isEqualTo(0.5);
    }

    @Test
    void detailsThatNoLogicReadsAreLeftOut() {
        assertThat(within("caresource-passe-alemtuzumab-initial", "neurologist"))
                .as("the name of the neurologist decides nothing")
                .isEmpty();
        assertThat(within("caresource-passe-alemtuzumab-initial", "diagnosis"))
                .containsExactly("diagnosis.relapse-date");
        assertThat(within("caresource-passe-alemtuzumab-continuation", "response"))
                .isEmpty();
    }

    @Test
    void knowsWhichQuestionsDecideThePhase() {
        assertThat(plan("mmm-alemtuzumab-initial")
                        .topic("last-course-date")
                        .orElseThrow()
                        .phases())
                .containsOnlyKeys("continuation");
        assertThat(plan("kesimpta-2020910-initial")
                        .topic("therapy-start")
                        .orElseThrow()
                        .phases())
                .containsKey("continuation");
        assertThat(plan("mmm-alemtuzumab-initial").topics())
                .filteredOn(Topic::decidesPhase)
                .hasSize(1);
    }

    @Test
    void aQuestionBelongsToEveryCriterionThatReadsIt() {
        assertThat(plan("caresource-passe-alemtuzumab-continuation")
                        .topic("last-course-date")
                        .orElseThrow()
                        .criteria())
                .containsExactly("interval");
        assertThat(plan("mmm-alemtuzumab-initial").topic("dosing").orElseThrow().criteria())
                .containsExactly("dosing");
    }

    @Test
    void knowsWhatAnswersCanMakeOfACriterion() {
        assertThat(plan("cigna-alemtuzumab-initial")
                        .topic("benefit")
                        .orElseThrow()
                        .reach())
                .as("no answer contradicts")
                .containsEntry("benefit", EnumSet.of(State.MET, State.OPEN));
        assertThat(plan("caresource-passe-alemtuzumab-initial")
                        .topic("diagnosis")
                        .orElseThrow()
                        .reach()
                        .get("diagnosis"))
                .contains(State.PHYSICIAN, State.NOT_MET);
        assertThat(plan("kesimpta-2020910-initial")
                        .topic("dosing")
                        .orElseThrow()
                        .reach()
                        .get("dosing"))
                .as("a criterion of the medical benefit only")
                .contains(State.NOT_MET);
    }

    @Test
    void everyQuestionOfEveryFormThatLogicReadsIsInItsPlan() {
        assertThat(Plans.FORMS.all())
                .isNotEmpty()
                .allSatisfy(form -> assertThat(Plans.of(form).topics())
                        .extracting(Topic::linkId)
                        .containsExactlyInAnyOrderElementsOf(form.questionnaire().getItem().stream()
                                .map(QuestionnaireItemComponent::getLinkId)
                                .toList()));
    }

    private static FormPlan plan(String form) {
        return Plans.of(Plans.form(form));
    }

    private static List<String> order(String form) {
        return plan(form).topics().stream().map(Topic::linkId).toList();
    }

    private static List<String> within(String form, String linkId) {
        return plan(form).topic(linkId).orElseThrow().item().getItem().stream()
                .map(QuestionnaireItemComponent::getLinkId)
                .toList();
    }
}
