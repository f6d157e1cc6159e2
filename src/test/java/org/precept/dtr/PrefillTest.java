package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.junit.jupiter.api.Test;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.Tuple;

class PrefillTest {
    private final TinyForm content = new TinyForm();
    private final Map<String, Object> values = new HashMap<>();

    @Test
    void fillsEachTypeAndSaysWhereItCameFrom() {
        content.add(content.filled("yes", QuestionnaireItemType.BOOLEAN));
        content.add(content.filled("day", QuestionnaireItemType.DATE));
        content.add(content.filled("count", QuestionnaireItemType.INTEGER));
        content.add(content.filled("words", QuestionnaireItemType.TEXT));
        values.put("yes prefill", false);
        values.put("day prefill", new Date("2025-11"));
        values.put("count prefill", new BigDecimal("60.0"));
        values.put("words prefill", "as told");

        List<QuestionnaireResponseItemComponent> items = items();

        assertThat(items)
                .extracting(item -> item.getAnswerFirstRep().getValue().primitiveValue())
                .containsExactly("false", "2025-11", "60", "as told");
        assertThat(items)
                .allSatisfy(item -> assertThat(item.getAnswerFirstRep()
                                .getExtensionByUrl(Dtr.INFORMATION_ORIGIN)
                                .getExtensionString("source"))
                        .isEqualTo("auto-server"));
    }

    @Test
    void leavesOutWhatIsUnknownOrWhatTheItemCannotHold() {
        content.add(content.filled("unknown", QuestionnaireItemType.BOOLEAN));
        content.add(content.filled("half", QuestionnaireItemType.INTEGER));
        content.add(content.filled("long", QuestionnaireItemType.STRING)).setMaxLength(3);
        content.add(content.filled("one", QuestionnaireItemType.STRING));
        content.add(content.filled("wrong", QuestionnaireItemType.DATE));
        content.add(content.filled("few", QuestionnaireItemType.INTEGER))
                .addExtension(new Extension("http://hl7.org/fhir/StructureDefinition/minValue", new IntegerType(1)));
        values.put("few prefill", 0);
        values.put("unknown prefill", null);
        values.put("half prefill", new BigDecimal("0.5"));
        values.put("long prefill", "four");
        values.put("one prefill", List.of("a", "b"));
        values.put("wrong prefill", true);

        assertThat(items()).isEmpty();
    }

    @Test
    void fillsOnlyChoicesThatAreOfferedAndWithTheFormsDisplay() {
        choice("offered");
        choice("other");
        values.put("offered prefill", code("c1"));
        values.put("other prefill", code("c9"));

        assertThat(items()).singleElement().satisfies(item -> {
            Coding coding = item.getAnswerFirstRep().getValueCoding();
            assertThat(coding.getCode()).isEqualTo("c1");
            assertThat(coding.getDisplay()).isEqualTo("Colour 1");
        });
    }

    @Test
    void repeatsAnswersOnlyWhereTheItemRepeats() {
        choice("many").setRepeats(true);
        values.put("many prefill", List.of(code("c0"), code("c2")));

        assertThat(items())
                .singleElement()
                .satisfies(item -> assertThat(item.getAnswer())
                        .extracting(answer -> answer.getValueCoding().getCode())
                        .containsExactly("c0", "c2"));
    }

    @Test
    void nestsAsTheFormDoes() {
        QuestionnaireItemComponent group = content.add(content.item("group", QuestionnaireItemType.GROUP));
        QuestionnaireItemComponent question = content.filled("question", QuestionnaireItemType.BOOLEAN);
        question.addItem(content.filled("question.name", QuestionnaireItemType.STRING));
        group.addItem(question);
        content.add(content.item("empty", QuestionnaireItemType.GROUP))
                .addItem(content.filled("nothing", QuestionnaireItemType.STRING));
        values.put("question prefill", true);
        values.put("question.name prefill", "a name");

        assertThat(items())
                .singleElement()
                .satisfies(item -> assertThat(item.getItemFirstRep()
                                .getAnswerFirstRep()
                                .getItemFirstRep()
                                .getAnswerFirstRep()
                                .getValueStringType()
                                .getValue())
                        .isEqualTo("a name"));
    }

    @Test
    void fillsARepeatingGroupFromTuples() {
        QuestionnaireItemComponent group = content.filled("trial", QuestionnaireItemType.GROUP);
        group.setRepeats(true);
        group.addItem(content.item("trial.agent", QuestionnaireItemType.CHOICE)
                .setAnswerValueSet(TinyForm.BASE + "ValueSet/colours"));
        group.addItem(content.item("trial.end", QuestionnaireItemType.DATE));
        content.add(group);
        values.put(
                "trial prefill",
                List.of(
                        row("agent", code("c0"), "end", new Date(LocalDate.of(2025, 1, 2))),
                        row("agent", code("c1"), "end", null),
                        row("agent", code("c9"), "end", null)));

        List<QuestionnaireResponseItemComponent> items = items();

        assertThat(items)
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .containsExactly("trial", "trial");
        assertThat(items.get(0).getItem())
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .containsExactly("trial.agent", "trial.end");
        assertThat(items.get(1).getItem()).hasSize(1);
    }

    @Test
    void leavesOutWhatTheFormDoesNotAskGivenTheOtherAnswers() {
        content.add(content.filled("asked", QuestionnaireItemType.BOOLEAN));
        content.add(content.filled("why", QuestionnaireItemType.STRING))
                .addEnableWhen()
                .setQuestion("asked")
                .setOperator(QuestionnaireItemOperator.EQUAL)
                .setAnswer(new BooleanType(true));
        content.add(content.filled("because", QuestionnaireItemType.STRING))
                .addEnableWhen()
                .setQuestion("why")
                .setOperator(QuestionnaireItemOperator.EXISTS)
                .setAnswer(new BooleanType(true));
        values.put("asked prefill", false);
        values.put("why prefill", "reason");
        values.put("because prefill", "of it");

        assertThat(items())
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .containsExactly("asked");

        values.put("asked prefill", true);
        assertThat(items()).hasSize(3);
    }

    private QuestionnaireItemComponent choice(String linkId) {
        return content.add(content.filled(linkId, QuestionnaireItemType.CHOICE))
                .setAnswerValueSet(TinyForm.BASE + "ValueSet/colours");
    }

    private static Code code(String code) {
        return new Code().withSystem(TinyForm.COLOURS).withCode(code).withDisplay("as the record says");
    }

    private static Tuple row(String first, Object one, String second, Object two) {
        Map<String, Object> elements = new HashMap<>();
        elements.put(first, one);
        elements.put(second, two);
        return new Tuple().withElements(elements);
    }

    private List<QuestionnaireResponseItemComponent> items() {
        Prefill prefill = new Prefill(PackageCloser.close(content.questionnaire, content, LocalDate.of(2026, 3, 1)));
        assertThat(prefill.defines()).containsAll(values.keySet());
        return prefill.items(values);
    }
}
