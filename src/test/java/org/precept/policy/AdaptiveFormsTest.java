package org.precept.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.support.RealContent;

class AdaptiveFormsTest {
    private static final String NAME = "policies/mmm-alemtuzumab/Questionnaire-initial-adaptive.json";
    private static final String FORM = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final String ADAPTIVE =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive";

    @Test
    void isFoundByItsNameAndBesideItsForm() {
        QuestionnaireCatalog forms = RealContent.policies().questionnaires();

        AdaptiveForm adaptive =
                forms.findAdaptive(Canonical.parse(FORM + "-adaptive")).orElseThrow();

        assertThat(adaptive.form().canonical().url()).isEqualTo(FORM);
        assertThat(forms.adaptiveOf(adaptive.form())).contains(adaptive);
        assertThat(forms.find(adaptive.canonical())).isEmpty();
        assertThat(forms.findAdaptive(Canonical.parse(FORM))).isEmpty();
    }

    @Test
    void refusesOneWhoseFormIsNotThereInThatVersion() {
        assertThat(problems(form -> form.setDerivedFrom(List.of(new CanonicalType(FORM + "|0.0.1")))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo(NAME);
                    assertThat(problem.expression()).isEqualTo("Questionnaire.derivedFrom[0]");
                    assertThat(problem.reason()).startsWith(FORM + "|0.0.1 is not the form of a phase");
                });
        assertThat(problems(form -> form.setDerivedFrom(List.of(new CanonicalType(FORM)))))
                .extracting(ContentProblem::reason)
                .contains("must name a version: url|version");
        assertThat(problems(form -> form.setDerivedFrom(null)))
                .extracting(ContentProblem::expression)
                .containsExactly("Questionnaire.derivedFrom");
    }

    @Test
    void refusesOneWithQuestionsAnotherNameOrNoAddress() {
        assertThat(problems(form -> form.addItem().setLinkId("extra")))
                .extracting(ContentProblem::expression)
                .containsExactly("Questionnaire.item");
        assertThat(problems(form -> form.setUrl(FORM + "-stepwise")))
                .extracting(ContentProblem::reason)
                .containsExactly("must be " + FORM + "-adaptive");
        assertThat(problems(form -> form.getExtensionByUrl(ADAPTIVE).setValue(new BooleanType(true))))
                .extracting(ContentProblem::reason)
                .containsExactly("a valueUrl is required");
        assertThat(problems(form ->
                        form.getExtension().removeIf(each -> each.getUrl().equals(ADAPTIVE))))
                .extracting(ContentProblem::reason)
                .containsExactly("a valueUrl is required");
    }

    private static List<ContentProblem> problems(Consumer<Questionnaire> change) {
        List<ContentFile> files = RealContent.files().stream()
                .map(file -> file.name().equals(NAME) ? changed(file, change) : file)
                .toList();
        return ((Reading.Rejected<PolicyContent>) PolicyContent.read(files)).problems();
    }

    private static ContentFile changed(ContentFile file, Consumer<Questionnaire> change) {
        Questionnaire copy = (Questionnaire) file.resource().copy();
        change.accept(copy);
        return new ContentFile(file.name(), copy);
    }
}
