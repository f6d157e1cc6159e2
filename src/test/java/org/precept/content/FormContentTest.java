package org.precept.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.Canonical;

/** Forms ask what their policy's criteria need, under the link ids that clients rely on. */
class FormContentTest {
    /** Decided from dates that no question of that name asks for: the birth date, the last course. */
    private static final Set<String> WITHOUT_QUESTION = Set.of("age", "interval");

    private static final Set<String> WITHOUT_CRITERION = Set.of("last-course-date", "therapy-start");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            caresource-passe-alemtuzumab-initial      | diagnosis diagnosis.relapse-date step-therapy step-therapy.trial step-therapy.trial.agent step-therapy.trial.start step-therapy.trial.end step-therapy.trial.outcome step-therapy.highly-active step-therapy.rationale neurologist neurologist.name no-active-infection no-hiv tb cbc thyroid renal site dosing dosing.quantity last-course-date
            caresource-passe-alemtuzumab-continuation | last-course-date response response.detail no-active-infection no-hiv dosing dosing.quantity
            mmm-alemtuzumab-initial                   | diagnosis diagnosis.relapse-date step-therapy step-therapy.trial step-therapy.trial.agent step-therapy.trial.start step-therapy.trial.end step-therapy.trial.outcome hiv-negative no-concurrent-dmt no-active-infection dosing dosing.quantity last-course-date
            mmm-alemtuzumab-continuation              | diagnosis diagnosis.relapse-date step-therapy step-therapy.trial step-therapy.trial.agent step-therapy.trial.start step-therapy.trial.end step-therapy.trial.outcome hiv-negative no-concurrent-dmt no-active-infection dosing dosing.quantity last-course-date
            cigna-alemtuzumab-initial                 | benefit clinical-notes records
            kesimpta-2020910-initial                  | relapsing-form no-concurrent-dmt neurologist neurologist.name dosing therapy-start
            kesimpta-2020910-continuation             | therapy-start response response.objective response.symptom relapsing-form no-concurrent-dmt neurologist neurologist.name dosing
            """)
    void asksUnderTheseLinkIds(String form, String linkIds) {
        assertThat(items(form).keySet()).containsExactlyInAnyOrder(linkIds.split(" "));
    }

    @Test
    void linkIdsAreUniqueAndDetailsStandUnderTheirQuestion() {
        ContentOnDisk.all(Questionnaire.class).forEach(form -> {
            List<String> linkIds = new ArrayList<>();
            form.getItem().forEach(item -> collect(item, linkIds));
            assertThat(linkIds).as(form.getId()).doesNotHaveDuplicates();
            assertThat(linkIds.stream().filter(linkId -> linkId.contains(".")))
                    .allMatch(linkId -> linkIds.contains(linkId.substring(0, linkId.lastIndexOf('.'))));
        });
    }

    @Test
    void everyCriterionHasAQuestionAndEveryQuestionACriterion() {
        ContentOnDisk.all(PlanDefinition.class)
                .flatMap(plan -> plan.getAction().stream())
                .filter(PlanDefinitionActionComponent::hasDefinition)
                .forEach(phase -> {
                    String form = Canonical.parse(phase.getDefinition().primitiveValue())
                            .tail();
                    Set<String> linkIds = items(form).keySet();
                    List<String> criteria = phase.getAction().stream()
                            .map(PlanDefinitionActionComponent::getId)
                            .toList();
                    assertThat(criteria.stream().filter(id -> !WITHOUT_QUESTION.contains(id)))
                            .as(form)
                            .isNotEmpty()
                            .isSubsetOf(linkIds);
                    assertThat(linkIds.stream()
                                    .map(linkId -> linkId.split("\\.", 2)[0])
                                    .filter(linkId -> !WITHOUT_CRITERION.contains(linkId)))
                            .as(form)
                            .isSubsetOf(criteria);
                });
    }

    @Test
    void whatShowsAnItemIsAQuestionBeforeIt() {
        ContentOnDisk.all(Questionnaire.class).forEach(form -> {
            Map<String, QuestionnaireItemComponent> items =
                    items(form.getIdElement().getIdPart());
            List<String> order = List.copyOf(items.keySet());
            items.values()
                    .forEach(item -> item.getEnableWhen().forEach(when -> {
                        assertThat(order).contains(when.getQuestion());
                        assertThat(order.indexOf(when.getQuestion())).isLessThan(order.indexOf(item.getLinkId()));
                    }));
        });
    }

    @Test
    void noAnswerIsRequiredBecauseTheRecordMayProveIt() {
        ContentOnDisk.all(Questionnaire.class)
                .flatMap(form -> items(form.getIdElement().getIdPart()).values().stream())
                .forEach(item -> {
                    assertThat(item.getRequired()).isFalse();
                    assertThat(item.getText()).isNotBlank();
                    assertThat(item.getType() == QuestionnaireItemType.CHOICE)
                            .as(item.getLinkId())
                            .isEqualTo(item.hasAnswerValueSet());
                });
    }

    private static Map<String, QuestionnaireItemComponent> items(String form) {
        Map<String, QuestionnaireItemComponent> items = new LinkedHashMap<>();
        Questionnaire questionnaire = ContentOnDisk.all(Questionnaire.class)
                .filter(candidate -> candidate.getIdElement().getIdPart().equals(form))
                .findFirst()
                .orElseThrow();
        questionnaire.getItem().forEach(item -> index(item, items));
        return items;
    }

    private static void index(QuestionnaireItemComponent item, Map<String, QuestionnaireItemComponent> items) {
        items.put(item.getLinkId(), item);
        item.getItem().forEach(child -> index(child, items));
    }

    private static void collect(QuestionnaireItemComponent item, List<String> linkIds) {
        linkIds.add(item.getLinkId());
        item.getItem().forEach(child -> collect(child, linkIds));
    }
}
