package org.precept.dtr.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.dtr.answers.CheckedForm.colour;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.dtr.answers.AnswerCheck.Rule;
import org.precept.fhir.Issue;

/** What a form takes as an answer, and what is said of the rest. */
class AnswerCheckTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private final CheckedForm form = new CheckedForm();
    private final QuestionnaireResponse response =
            new QuestionnaireResponse().setStatus(QuestionnaireResponseStatus.COMPLETED);

    @Test
    void possibleAnswersAreFine() {
        answer("colour", colour("red"));
        answer("signs", colour("red"), colour("blue"));
        answer("note", new StringType("ten chars."));
        answer("since", new DateType("2026-03-01"));
        answer("units", new IntegerType(1));
        answer("file", new Attachment().setContentType("text/plain").setData(new byte[] {1}));
        trial(colour("red"), "2020-01-01");
        trial(colour("blue"), "2021");
        child(answer("ill", new BooleanType(true)), "ill.reason", new StringType("fever"));

        assertThat(issues()).isEmpty();
    }

    @Test
    void anUnknownQuestionIsNamed() {
        answer("shoe-size", new IntegerType(42));

        assertIssue("QuestionnaireResponse.item[0].linkId", "linkId shoe-size", "no question with this linkId");
    }

    @Test
    void anItemWithoutLinkIdIsRefused() {
        response.addItem().addAnswer().setValue(new BooleanType(true));

        assertIssue("QuestionnaireResponse.item[0].linkId", "no linkId");
    }

    @ParameterizedTest
    @CsvSource({
        "colour,valueCoding",
        "note,valueString",
        "units,valueInteger",
        "file,valueAttachment",
        "since,valueDate"
    })
    void theTypeIsTheQuestions(String linkId, String type) {
        answer(linkId, new BooleanType(true));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "linkId " + linkId, type);
    }

    @Test
    void aChoiceIsOneOfThoseOffered() {
        answer("colour", colour("green"));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "linkId colour", "one of: red, blue");
    }

    @Test
    void aChoiceWithoutSystemIsNotOffered() {
        answer("colour", new Coding(null, "red", null));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", CheckedForm.COLOURS);
    }

    @Test
    void aValueSetThatIsNotHereOffersNothing() {
        form.question("colour").setAnswerValueSet("https://other.example/ValueSet/none");
        answer("colour", colour("red"));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "linkId colour");
    }

    @Test
    void aQuestionThatDoesNotRepeatTakesOneAnswer() {
        answer("colour", colour("red"), colour("blue"));

        assertIssue("QuestionnaireResponse.item[0].answer[1]", "linkId colour", "one answer");
    }

    @Test
    void twoItemsOfOneQuestionAreTwoAnswers() {
        answer("colour", colour("red"));
        answer("colour", colour("blue"));

        assertIssue("QuestionnaireResponse.item[1].answer[0]", "linkId colour", "one answer");
    }

    @Test
    void longTextsAreRefusedWithTheirLength() {
        answer("note", new StringType("eleven char"));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "11 characters", "at most 10");
    }

    @Test
    void aBlankTextIsNoAnswer() {
        child(answer("ill", new BooleanType(true)), "ill.reason", new StringType("  "));

        assertIssue("QuestionnaireResponse.item[0].answer[0]", "linkId ill.reason", "must be answered");
    }

    @Test
    void numbersBelowTheLeastAreRefused() {
        answer("units", new IntegerType(-3));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "at least 1");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02", "2026-04", "2027"})
    void datesInTheFutureAreRefused(String date) {
        answer("since", new DateType(date));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "linkId since", "future", "2026-03-01");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01", "2026-03", "2026"})
    void datesThatHaveBegunAreFine(String date) {
        answer("since", new DateType(date));

        assertThat(issues()).isEmpty();
    }

    @Test
    void aFormMaySayUntilWhenADateMayBe() {
        form.question("since").addExtension(new Extension(FormExtensions.MAX_VALUE, new DateType("2026-12-31")));
        answer("since", new DateType("2026-12-31"));
        assertThat(issues()).isEmpty();

        response.getItem().clear();
        answer("since", new DateType("2027-01-01"));
        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "not be after 2026-12-31");
    }

    @Test
    void anAttachmentHasContent() {
        answer("file", new Attachment().setTitle("notes"));

        assertIssue("QuestionnaireResponse.item[0].answer[0].value", "linkId file", "neither data nor url");
    }

    @Test
    void itemsStandWhereTheFormHasThem() {
        answer("trial.end", new DateType("2020-01-01"));

        assertIssue("QuestionnaireResponse.item[0]", "linkId trial.end", "not where the form has it");
    }

    @Test
    void aGroupTakesNoAnswer() {
        answer("trial", new BooleanType(true));

        assertIssue("QuestionnaireResponse.item[0].answer[0]", "linkId trial", "takes no answer");
    }

    @Test
    void whatIsWrongDeepInsideIsFound() {
        trial(colour("red"), "2020-01-01");
        trial(colour("green"), "2030-01-01");

        assertThat(issues())
                .extracting(Issue::expression)
                .containsExactly(
                        "QuestionnaireResponse.item[1].item[0].answer[0].value",
                        "QuestionnaireResponse.item[1].item[1].answer[0].value");
    }

    @Test
    void aRequiredQuestionThatIsPutMustBeAnswered() {
        answer("ill", new BooleanType(true));

        assertIssue("QuestionnaireResponse.item[0].answer[0]", "linkId ill.reason", "must be answered");
    }

    @Test
    void aRequiredQuestionThatIsNotPutNeedNot() {
        answer("ill", new BooleanType(false));

        assertThat(issues()).isEmpty();
    }

    @Test
    void aDraftMayLackIt() {
        response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
        answer("ill", new BooleanType(true));

        assertThat(issues()).isEmpty();
        assertThat(issues(EnumSet.of(Rule.REQUIRED))).hasSize(1);
    }

    @Test
    void anAnswerToAQuestionThatIsNotPutIsRefused() {
        child(answer("ill", new BooleanType(false)), "ill.reason", new StringType("fever"));

        assertIssue("QuestionnaireResponse.item[0].answer[0].item[0]", "linkId ill.reason", "does not ask this");
        assertThat(issues(EnumSet.noneOf(Rule.class))).isEmpty();
    }

    @Test
    void noIssueRepeatsWhatWasAnswered() {
        answer("colour", new Coding(CheckedForm.COLOURS, "secret-code", "secret display"));
        answer("note", new StringType("secret text that is far too long"));
        answer("since", new DateType("2031-07-09"));

        assertThat(issues())
                .hasSize(3)
                .extracting(Issue::diagnostics)
                .allSatisfy(text -> assertThat(text).doesNotContain("secret").doesNotContain("2031"));
    }

    @Test
    void theListOfIssuesEnds() {
        for (int i = 0; i < 10_000; i++) {
            answer("unknown-" + i, new BooleanType(true));
        }

        assertThat(issues()).hasSize(FormWalk.MOST_ISSUES);
    }

    @Test
    void theResponseIsNotChanged() {
        trial(colour("green"), "2030-01-01");
        child(answer("ill", new BooleanType(false)), "ill.reason", new StringType("fever"));
        QuestionnaireResponse before = response.copy();

        issues();

        assertThat(response.equalsDeep(before)).isTrue();
    }

    private QuestionnaireResponseItemComponent answer(String linkId, Type... values) {
        QuestionnaireResponseItemComponent item = response.addItem().setLinkId(linkId);
        for (Type value : values) {
            item.addAnswer().setValue(value);
        }
        return item;
    }

    private static void child(QuestionnaireResponseItemComponent item, String linkId, Type value) {
        item.getAnswerFirstRep().addItem().setLinkId(linkId).addAnswer().setValue(value);
    }

    private void trial(Coding agent, String end) {
        QuestionnaireResponseItemComponent trial = response.addItem().setLinkId("trial");
        trial.addItem().setLinkId("trial.agent").addAnswer().setValue(agent);
        trial.addItem().setLinkId("trial.end").addAnswer().setValue(new DateType(end));
    }

    private List<Issue> issues() {
        return new AnswerCheck(form).check(form.questionnaire, response, TODAY);
    }

    private List<Issue> issues(Set<Rule> rules) {
        return new AnswerCheck(form).check(form.questionnaire, response, TODAY, rules);
    }

    private void assertIssue(String expression, String... texts) {
        assertThat(issues()).singleElement().satisfies(issue -> {
            assertThat(issue.expression()).isEqualTo(expression);
            assertThat(issue.diagnostics()).contains(texts);
        });
    }
}
