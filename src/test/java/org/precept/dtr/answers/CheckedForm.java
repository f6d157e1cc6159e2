package org.precept.dtr.answers;

import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.dtr.FormContent;
import org.precept.fhir.Canonical;

/** A form with one question of every sort, and the value set it takes its colours from. */
final class CheckedForm implements FormContent {
    static final String COLOURS = "https://precept.example/fhir/CodeSystem/colours";
    private static final String VALUE_SET = "https://precept.example/fhir/ValueSet/colours";

    final Questionnaire questionnaire = new Questionnaire();

    CheckedForm() {
        questionnaire
                .setUrl("https://precept.example/fhir/Questionnaire/checked")
                .setVersion("1.0.0");
        QuestionnaireItemComponent trial =
                add(item("trial", QuestionnaireItemType.GROUP).setRepeats(true));
        trial.addItem(item("trial.agent", QuestionnaireItemType.CHOICE).setAnswerValueSet(VALUE_SET));
        trial.addItem(item("trial.end", QuestionnaireItemType.DATE));
        add(item("colour", QuestionnaireItemType.CHOICE).setAnswerValueSet(VALUE_SET + "|1.0.0"));
        add(item("signs", QuestionnaireItemType.CHOICE).setRepeats(true).setAnswerValueSet(VALUE_SET));
        add(item("note", QuestionnaireItemType.TEXT).setMaxLength(10));
        add(item("file", QuestionnaireItemType.ATTACHMENT));
        add(item("since", QuestionnaireItemType.DATE));
        add(item("units", QuestionnaireItemType.INTEGER))
                .addExtension(new Extension(FormExtensions.MIN_VALUE, new IntegerType(1)));
        QuestionnaireItemComponent ill = add(item("ill", QuestionnaireItemType.BOOLEAN));
        QuestionnaireItemComponent reason =
                item("ill.reason", QuestionnaireItemType.STRING).setRequired(true);
        reason.addEnableWhen()
                .setQuestion("ill")
                .setOperator(QuestionnaireItemOperator.EQUAL)
                .setAnswer(new BooleanType(true));
        ill.addItem(reason);
    }

    QuestionnaireItemComponent add(QuestionnaireItemComponent item) {
        questionnaire.addItem(item);
        return item;
    }

    QuestionnaireItemComponent question(String linkId) {
        return questionnaire.getItem().stream()
                .filter(item -> item.getLinkId().equals(linkId))
                .findFirst()
                .orElseThrow();
    }

    static QuestionnaireItemComponent item(String linkId, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId).setText("About " + linkId).setType(type);
        return item;
    }

    static Coding colour(String code) {
        return new Coding(COLOURS, code, null);
    }

    @Override
    public Optional<Questionnaire> questionnaire(Canonical canonical) {
        return Optional.of(questionnaire);
    }

    @Override
    public Optional<Library> library(Canonical canonical) {
        return Optional.empty();
    }

    @Override
    public Optional<ValueSet> valueSet(Canonical canonical) {
        ValueSet colours = new ValueSet();
        colours.getExpansion().addContains().setSystem(COLOURS).setCode("red");
        colours.getExpansion().addContains().setSystem(COLOURS).setCode("blue");
        return canonical.url().equals(VALUE_SET) ? Optional.of(colours) : Optional.empty();
    }
}
