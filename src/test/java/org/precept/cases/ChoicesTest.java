package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.precept.cases.ChoiceFile.Choice;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Finding;
import org.precept.determination.Ledger;
import org.precept.dtr.LoadedForms;
import org.precept.dtr.answers.AnswerCheck;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.support.RealContent;

/**
 * Every choice of every form can be stored, and says to the criteria what the policy makes of it: alone on a record that says
 * nothing, it changes exactly the criteria that its file under {@code cases/choices} lists.
 */
class ChoicesTest {
    private static final AnswerCheck CHECK = new AnswerCheck(new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            CaseWorld.CRITERIA.libraries(),
            resource -> Optional.empty()));

    @TestFactory
    Stream<DynamicContainer> choices() {
        return CaseFile.choices().stream().map(file -> {
            ChoiceFile choices = new ChoiceFile(file);
            Map<String, String> neutral = criteria(choices.form(), List.of());
            return DynamicContainer.dynamicContainer(
                    CaseFile.name(file),
                    choices.choices().stream()
                            .map(choice -> DynamicTest.dynamicTest(
                                    choice.name(), () -> run(choices.form(), choice, neutral))));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyChoiceIsListed() {
        return CaseWorld.POLICIES.questionnaires().all().stream()
                .map(form -> DynamicTest.dynamicTest(
                        form.canonical().tail(),
                        () -> assertThat(CaseFile.choices().stream()
                                        .filter(file -> CaseFile.name(file)
                                                .equals(form.canonical().tail()))
                                        .flatMap(file -> new ChoiceFile(file).written().stream()))
                                .containsExactlyInAnyOrderElementsOf(ChoiceFile.offered(form))));
    }

    @Test
    void aChoiceThatIsNotListedIsMissed() {
        ChoiceFile whole = new ChoiceFile(CaseFile.choices().get(0));
        ObjectNode less = CaseFile.read(CaseFile.choices().get(0));
        String linkId = less.fieldNames().next();
        less.remove(linkId);

        assertThat(new ChoiceFile(whole.form(), less).written())
                .isNotEqualTo(ChoiceFile.offered(whole.form()))
                .noneMatch(name -> name.startsWith(linkId + " "));
    }

    private static void run(Form form, Choice choice, Map<String, String> neutral) {
        assertThat(CHECK.check(form.questionnaire(), choice.response(), ChoiceFile.TODAY))
                .as("can be stored")
                .isEmpty();
        Map<String, String> changed = new LinkedHashMap<>();
        criteria(form, List.of(choice.response())).forEach((id, value) -> {
            if (!value.equals(neutral.get(id))) {
                changed.put(id, value);
            }
        });
        assertThat(changed).as("criteria that differ").isEqualTo(choice.expected());
    }

    private static Map<String, String> criteria(Form form, List<QuestionnaireResponse> responses) {
        List<EvidenceItem> items = responses.stream()
                .map(response -> new EvidenceItem("QuestionnaireResponse/form", response, Origin.REQUEST))
                .toList();
        Map<String, String> values = new LinkedHashMap<>();
        CaseWorld.DETERMINER
                .findings(
                        form.policy(),
                        form.phase(),
                        request(form),
                        CaseWorld.ASSEMBLER
                                .assemble(form.policy(), ChoiceFile.TODAY, new Patient(), items, List.of())
                                .bundle(),
                        new Ledger(List.of()))
                .stream()
                .map(Finding::result)
                .forEach(result -> values.put(result.id(), value(result)));
        return values;
    }

    /** Billed on the medical benefit; a renewal where the form is for one. */
    private static AuthorizationRequest request(Form form) {
        return new AuthorizationRequest(
                "Claim/request",
                1,
                ChoiceFile.TODAY,
                ChoiceFile.TODAY,
                form.policy().payers().iterator().next(),
                form.policy().product(),
                CodingKey.of(CodeSystems.HCPCS, "J3490"),
                null,
                null,
                form.phase().code().equals("continuation"),
                null,
                List.of(),
                List.of());
    }

    private static String value(CriterionResult result) {
        return result.conflict() ? "conflict" : result.physician() ? "physician" : String.valueOf(result.value());
    }
}
