package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which questions a form puts. */
class EnablementTest {
    private final Questionnaire form = new Questionnaire();
    private final List<QuestionnaireResponseItemComponent> items = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "EQUAL,5,true",
        "EQUAL,4,false",
        "NOT_EQUAL,4,true",
        "NOT_EQUAL,5,false",
        "GREATER_THAN,6,true",
        "GREATER_THAN,5,false",
        "GREATER_OR_EQUAL,5,true",
        "GREATER_OR_EQUAL,4,false",
        "LESS_THAN,4,true",
        "LESS_THAN,5,false",
        "LESS_OR_EQUAL,5,true",
        "LESS_OR_EQUAL,6,false"
    })
    void anAnswerIsComparedWithTheConditions(QuestionnaireItemOperator operator, int answer, boolean enabled) {
        item("first");
        when(item("second"), "first", operator, new IntegerType(5));
        answer("first", new IntegerType(answer));

        assertThat(enabled("second")).isEqualTo(enabled);
    }

    @Test
    void datesAreComparedByTheirOrder() {
        item("first");
        when(item("second"), "first", QuestionnaireItemOperator.GREATER_THAN, new DateType("2026-01-01"));
        answer("first", new DateType("2026-01-02"));

        assertThat(enabled("second")).isTrue();
    }

    @Test
    void whatHasNoOrderIsNotMore() {
        item("first");
        when(item("second"), "first", QuestionnaireItemOperator.GREATER_THAN, new IntegerType(1));
        answer("first", new BooleanType(true));

        assertThat(enabled("second")).isFalse();
    }

    @Test
    void withoutAnAnswerOnlyItsAbsenceEnables() {
        item("first");
        when(item("absent"), "first", QuestionnaireItemOperator.EXISTS, new BooleanType(false));
        when(item("present"), "first", QuestionnaireItemOperator.EXISTS, new BooleanType(true));
        when(item("different"), "first", QuestionnaireItemOperator.NOT_EQUAL, new IntegerType(1));

        assertThat(enabled("absent")).isTrue();
        assertThat(enabled("present")).isFalse();
        assertThat(enabled("different")).isFalse();
    }

    @Test
    void allConditionsMustHoldUnlessAnyIsEnough() {
        item("first");
        QuestionnaireItemComponent all = item("all");
        QuestionnaireItemComponent any = item("any").setEnableBehavior(EnableWhenBehavior.ANY);
        for (QuestionnaireItemComponent item : List.of(all, any)) {
            when(item, "first", QuestionnaireItemOperator.EQUAL, new IntegerType(1));
            when(item, "first", QuestionnaireItemOperator.EQUAL, new IntegerType(2));
        }
        answer("first", new IntegerType(1));

        assertThat(enabled("all")).isFalse();
        assertThat(enabled("any")).isTrue();
    }

    @Test
    void anAnswerToAQuestionThatIsNotPutEnablesNothing() {
        item("first");
        when(item("second"), "first", QuestionnaireItemOperator.EQUAL, new IntegerType(1));
        when(item("third"), "second", QuestionnaireItemOperator.EXISTS, new BooleanType(true));
        answer("first", new IntegerType(2));
        answer("second", new IntegerType(7));

        assertThat(enabled("second")).isFalse();
        assertThat(enabled("third")).isFalse();
    }

    @Test
    void whatIsBelowAQuestionThatIsNotPutIsNotPut() {
        item("first");
        QuestionnaireItemComponent second = item("second");
        when(second, "first", QuestionnaireItemOperator.EXISTS, new BooleanType(true));
        second.addItem().setLinkId("child").setType(QuestionnaireItemType.INTEGER);

        assertThat(enabled("child")).isFalse();
        answer("first", new IntegerType(1));
        assertThat(enabled("child")).isTrue();
    }

    @Test
    void conditionsInACircleEnd() {
        when(item("first"), "second", QuestionnaireItemOperator.EXISTS, new BooleanType(false));
        when(item("second"), "first", QuestionnaireItemOperator.EXISTS, new BooleanType(true));
        answer("first", new IntegerType(1));
        answer("second", new IntegerType(1));

        assertThat(Enablement.of(form, items)).isNotNull();
    }

    @Test
    void aQuestionThatTheFormDoesNotHaveIsNotPut() {
        assertThat(enabled("unknown")).isFalse();
    }

    private boolean enabled(String linkId) {
        return Enablement.of(form, items).enabled(linkId);
    }

    private QuestionnaireItemComponent item(String linkId) {
        return form.addItem().setLinkId(linkId).setType(QuestionnaireItemType.INTEGER);
    }

    private static void when(
            QuestionnaireItemComponent item, String question, QuestionnaireItemOperator operator, Type answer) {
        item.addEnableWhen().setQuestion(question).setOperator(operator).setAnswer(answer);
    }

    private void answer(String linkId, Type value) {
        QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
        item.setLinkId(linkId).addAnswer().setValue(value);
        items.add(item);
    }
}
