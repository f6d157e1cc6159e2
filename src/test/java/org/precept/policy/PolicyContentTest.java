package org.precept.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.Reading.Rejected;
import org.precept.support.RealContent;

/** The shipped content reads without problems, and what is broken in it is told with file, element and reason. */
class PolicyContentTest {
    private static final String MMM = "policies/mmm-alemtuzumab/PlanDefinition.json";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void readsEveryPolicyThatShips() {
        PolicyCatalog policies = RealContent.policies().policies();

        assertThat(policies.all())
                .extracting(CoveragePolicy::id)
                .containsExactlyInAnyOrder(
                        "caresource-passe-alemtuzumab", "mmm-alemtuzumab", "cigna-alemtuzumab", "kesimpta-2020910");
        assertThat(RealContent.policies().advice().of("mmm", "lemtrada")).hasSize(2);
        assertThat(RealContent.policies().advice().of("cigna", "kesimpta")).isEmpty();
    }

    @Test
    void readsLimitsAndDurationsOfBothPhases() {
        CoveragePolicy policy = RealContent.policies()
                .policies()
                .find("caresource-passe", "lemtrada", DAY)
                .orElseThrow();

        Phase initial = policy.phase("initial").orElseThrow();
        Phase continuation = policy.phase("continuation").orElseThrow();

        assertThat(initial.duration()).isEqualTo(Period.ofMonths(12));
        assertThat(initial.limit()).isEqualTo(new QuantityLimit(new BigDecimal("60"), 365));
        assertThat(continuation.limit()).isEqualTo(new QuantityLimit(new BigDecimal("36"), 365));
        assertThat(initial.criteria().criteria().map(Criterion::id))
                .containsExactlyInAnyOrder(
                        "neurologist",
                        "age",
                        "diagnosis",
                        "step-therapy",
                        "cbc",
                        "thyroid",
                        "renal",
                        "tb",
                        "no-active-infection",
                        "no-hiv",
                        "site",
                        "dosing");
        assertThat(policy.approver()).isEqualTo(Approver.RULES);
        assertThat(policy.storedAnswersDays()).isEqualTo(90);
    }

    @Test
    void findsThePolicyInForceOnTheDateOfServiceOnly() {
        PolicyCatalog policies = RealContent.policies().policies();

        assertThat(policies.find("policy-2020910", "kesimpta", LocalDate.of(2020, 9, 16)))
                .isEmpty();
        assertThat(policies.find("policy-2020910", "kesimpta", LocalDate.of(2020, 9, 17)))
                .isPresent();
        assertThat(policies.find("cigna", "lemtrada", LocalDate.of(2015, 12, 31)))
                .isEmpty();
        assertThat(policies.find("mmm", "kesimpta", DAY)).isEmpty();
        assertThat(policies.find("mmm", "campath", DAY)).isEmpty();
        assertThat(policies.knows("policy-2020910", "kesimpta")).isTrue();
        assertThat(policies.byCanonical(Canonical.parse("https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab")))
                .isPresent();
    }

    @Test
    void namesFileElementAndReasonOfEveryProblem() {
        List<ContentProblem> problems = problemsOf(MMM, plan -> {
            plan.getAction().get(0).getAction().get(0).setReason(null);
            plan.getAction().get(0).getAction().get(1).setId("diagnosis");
            plan.getLibrary().get(0).setValue("https://precept.example/fhir/Library/Nowhere|1.0.0");
            plan.setEffectivePeriod(null).setTitle(null);
        });

        assertThat(problems).allSatisfy(problem -> assertThat(problem.file()).isEqualTo(MMM));
        assertThat(problems)
                .extracting(ContentProblem::expression)
                .contains(
                        "PlanDefinition.title",
                        "PlanDefinition.action[0].action[0].reason[0]",
                        "PlanDefinition.action[0].action[1].id",
                        "PlanDefinition.action[0].action[1].condition");
        assertThat(problemsOf(
                        MMM,
                        plan -> plan.getLibrary()
                                .get(0)
                                .setValue("https://precept.example/fhir/Library/Nowhere|1.0.0")))
                .extracting(ContentProblem::reason)
                .containsExactly("Library https://precept.example/fhir/Library/Nowhere|1.0.0 is not among the content");
    }

    @Test
    void refusesVersionsWhosePeriodsOverlap() {
        List<ContentFile> files = new ArrayList<>(RealContent.files());
        PlanDefinition second = (PlanDefinition) resource(MMM).copy();
        second.setVersion("2.0.0").getEffectivePeriod().getStartElement().setValueAsString("2027-01-01");
        files.add(new ContentFile("policies/mmm-alemtuzumab/PlanDefinition-2.json", second));

        assertThat(problems(files)).singleElement().satisfies(problem -> {
            assertThat(problem.expression()).isEqualTo("PlanDefinition.effectivePeriod");
            assertThat(problem.reason()).contains("payer mmm").contains("product lemtrada");
        });
    }

    @Test
    void acceptsVersionsThatFollowEachOther() {
        List<ContentFile> files = new ArrayList<>(RealContent.files());
        PlanDefinition first = (PlanDefinition) resource(MMM).copy();
        first.getEffectivePeriod().getEndElement().setValueAsString("2026-12-31");
        PlanDefinition second = (PlanDefinition) resource(MMM).copy();
        second.setVersion("2.0.0").getEffectivePeriod().getStartElement().setValueAsString("2027-01-01");
        files.replaceAll(file -> file.name().equals(MMM) ? new ContentFile(MMM, first) : file);
        files.add(new ContentFile("policies/mmm-alemtuzumab/PlanDefinition-2.json", second));

        PolicyCatalog policies = ((Reading.Read<PolicyContent>) PolicyContent.read(files))
                .value()
                .policies();

        assertThat(version(policies, LocalDate.of(2026, 12, 31))).isEqualTo("1.2.0");
        assertThat(version(policies, LocalDate.of(2027, 1, 1))).isEqualTo("2.0.0");
    }

    @Test
    void refusesAPolicyWithoutItsQuestionnaireOrPayer() {
        List<ContentFile> files = RealContent.files().stream()
                .filter(file -> !file.name().equals("policies/mmm-alemtuzumab/Questionnaire-initial.json"))
                .filter(file -> !file.name().equals("payers/mmm.json"))
                .toList();

        assertThat(problems(files))
                .extracting(ContentProblem::reason)
                .containsExactlyInAnyOrder(
                        "payer 'mmm' has no Organization",
                        "payer 'mmm' has no Organization",
                        "Questionnaire https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.1.0"
                                + " is not among the content");
    }

    @Test
    void knowsWhichFormAsksWhat() {
        QuestionnaireCatalog forms = RealContent.policies().questionnaires();

        Form form = forms.find(Canonical.parse("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial"))
                .orElseThrow();

        assertThat(form.policy().id()).isEqualTo("mmm-alemtuzumab");
        assertThat(form.phase().code()).isEqualTo("initial");
        assertThat(form.questions())
                .containsKeys("diagnosis", "diagnosis.relapse-date", "step-therapy.trial.agent", "hiv-negative");
        assertThat(form.question("diagnosis").orElseThrow().options()).isNotEmpty();
    }

    @Test
    void noContentIsChangedByReading() {
        List<ContentFile> before = RealContent.files();
        List<Resource> copies =
                before.stream().map(file -> file.resource().copy()).toList();

        PolicyContent.read(before);

        for (int i = 0; i < copies.size(); i++) {
            assertThat(before.get(i).resource().equalsDeep(copies.get(i)))
                    .as(before.get(i).name())
                    .isTrue();
        }
    }

    @Test
    void refusesAFormWhoseChoicesAreUnknown() {
        String name = "policies/mmm-alemtuzumab/Questionnaire-initial.json";
        Questionnaire broken = (Questionnaire) resource(name).copy();
        broken.addItem()
                .setLinkId("extra")
                .setType(Questionnaire.QuestionnaireItemType.CHOICE)
                .setAnswerValueSet("https://precept.example/fhir/ValueSet/nowhere");
        List<ContentFile> files = RealContent.files().stream()
                .map(file -> file.name().equals(name) ? new ContentFile(name, broken) : file)
                .toList();

        assertThat(problems(files))
                .extracting(ContentProblem::reason)
                .contains("value set https://precept.example/fhir/ValueSet/nowhere is not among the content");
    }

    private static String version(PolicyCatalog policies, LocalDate day) {
        return String.valueOf(
                policies.find("mmm", "lemtrada", day).orElseThrow().canonical().version());
    }

    private static Resource resource(String name) {
        return RealContent.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow()
                .resource();
    }

    private static List<ContentProblem> problemsOf(String name, Consumer<PlanDefinition> change) {
        PlanDefinition plan = (PlanDefinition) resource(name).copy();
        change.accept(plan);
        return problems(RealContent.files().stream()
                .map(file -> file.name().equals(name) ? new ContentFile(name, plan) : file)
                .toList());
    }

    private static List<ContentProblem> problems(List<ContentFile> files) {
        Reading<PolicyContent> reading = PolicyContent.read(files);
        assertThat(reading).isInstanceOf(Rejected.class);
        return ((Rejected<PolicyContent>) reading).problems();
    }
}
