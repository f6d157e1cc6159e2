package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.junit.jupiter.api.Test;

class FormR201Test {
    private final TinyForm content = new TinyForm();

    @Test
    void definesAreCqlWithTheirLibraryAndNothingCompiledBesideThem() {
        content.add(content.filled("question", QuestionnaireItemType.STRING));

        Questionnaire form = said();

        Extension initial = form.getItemFirstRep().getExtensionByUrl(Dtr.INITIAL_EXPRESSION);
        Expression expression = (Expression) initial.getValue();
        assertThat(expression.getLanguage()).isEqualTo("text/cql");
        assertThat(expression.getExpression()).isEqualTo("\"Tiny\".\"question prefill\"");
        assertThat(expression.getExtension()).isEmpty();
    }

    @Test
    void whatRefersToAPopulationContextStaysAsItIsWritten() {
        QuestionnaireItemComponent group = content.filled("group", QuestionnaireItemType.GROUP);
        Expression field = new Expression();
        field.setLanguage("text/fhirpath");
        field.setExpression("%row.agent");
        QuestionnaireItemComponent item = content.item("group.agent", QuestionnaireItemType.STRING);
        item.addExtension(new Extension(Dtr.INITIAL_EXPRESSION, field));
        content.add(group.addItem(item));

        Expression said = (Expression) said().getItemFirstRep()
                .getItemFirstRep()
                .getExtensionByUrl(Dtr.INITIAL_EXPRESSION)
                .getValue();

        assertThat(said.getLanguage()).isEqualTo("text/cql");
        assertThat(said.getExpression()).isEqualTo("%row.agent");
    }

    @Test
    void expressionsOfOtherExtensionsKeepTheirLanguage() {
        Expression enabling = new Expression();
        enabling.setLanguage("text/fhirpath");
        enabling.setExpression("true");
        String url = Dtr.SDC + "sdc-questionnaire-enableWhenExpression";
        content.add(content.item("question", QuestionnaireItemType.STRING)).addExtension(new Extension(url, enabling));

        Expression said =
                (Expression) said().getItemFirstRep().getExtensionByUrl(url).getValue();

        assertThat(said.getLanguage()).isEqualTo("text/fhirpath");
    }

    @Test
    void librariesAreNamedAsTheirUrl() {
        assertThat(said().getExtensionByUrl(Dtr.CQF_LIBRARY).getValue().primitiveValue())
                .isEqualTo(TinyForm.BASE + "Library/Tiny");
    }

    @Test
    void extensionsThatCameLaterAreLeftOut() {
        content.questionnaire.addExtension(Dtr.BASE + "request-specific", new CanonicalType("x"));
        content.questionnaire.addExtension("https://precept.example/mine", new CanonicalType("x"));

        assertThat(said().getExtension())
                .extracting(Extension::getUrl)
                .containsExactlyInAnyOrder(Dtr.CQF_LIBRARY, "https://precept.example/mine");
    }

    @Test
    void aNarrativeIsAddedWithTheTextsEscaped() {
        content.questionnaire.setTitle("A <b>title</b>").setDescription("For R&D");

        assertThat(said().getText().getDivAsString())
                .contains("<b>A &lt;b&gt;title&lt;/b&gt;</b>", "<p>For R&amp;D</p>");
    }

    @Test
    void aGrowingFormHasNoUrl() {
        content.questionnaire.getMeta().addProfile(Dtr.BASE + "dtr-questionnaire-adapt");

        assertThat(said().hasUrl()).isFalse();
        assertThat(said().hasVersion()).isFalse();
    }

    @Test
    void sayingItTwiceChangesNothingMore() {
        content.add(content.filled("question", QuestionnaireItemType.STRING));
        Questionnaire once = said();
        Questionnaire twice = once.copy();

        DtrEdition.R2_0_1.say(twice);

        assertThat(json(twice)).isEqualTo(json(once));
    }

    @Test
    void theNewestEditionIsLeftAlone() {
        Questionnaire form = closed();
        String before = json(form);

        DtrEdition.R2_2.say(form);

        assertThat(json(form)).isEqualTo(before);
    }

    private Questionnaire said() {
        Questionnaire form = closed();
        DtrEdition.R2_0_1.say(form);
        return form;
    }

    private Questionnaire closed() {
        return PackageCloser.close(content.questionnaire, content, LocalDate.of(2026, 3, 1))
                .questionnaire();
    }

    private static String json(Questionnaire form) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(form);
    }
}
