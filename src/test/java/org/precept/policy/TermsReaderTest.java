package org.precept.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.policy.Terms.Term;
import org.precept.support.RealContent;

/** Times are content: each has a length and a source, and what is wrong with one is told. */
class TermsReaderTest {
    private static final String FILE = "policies/cigna-alemtuzumab/PlanDefinition.json";
    private static final String TERMS = "PlanDefinition.extension('policy-terms').extension('";

    @ParameterizedTest
    @CsvSource({
        "caresource-passe-alemtuzumab, 60",
        "mmm-alemtuzumab, 65",
        "cigna-alemtuzumab, 60",
        "kesimpta-2020910, 180"
    })
    void everyPolicyThatShipsHasItsTimes(String id, int appealDays) {
        Terms terms = policy(id).terms();

        assertThat(terms.decision(true)).isEqualTo(Duration.ofHours(72));
        assertThat(terms.decision(false)).isEqualTo(Duration.ofDays(7));
        assertThat(terms.extension().days()).isEqualTo(14);
        assertThat(terms.appeal().window().days()).isEqualTo(appealDays);
        assertThat(terms.appeal().text()).contains(appealDays + " days");
        assertThat(terms.renewal().days()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"caresource-passe-alemtuzumab", "mmm-alemtuzumab", "cigna-alemtuzumab", "kesimpta-2020910"})
    void whatIsNotInTheTextIsMarkedAsOurs(String id) {
        Terms terms = policy(id).terms();
        Stream<Term> times = Stream.of(
                terms.expedited(),
                terms.standard(),
                terms.extension(),
                terms.expeditedWarning(),
                terms.standardWarning(),
                terms.documents(),
                terms.renewal());

        assertThat(times).allSatisfy(term -> assertThat(term.source()).startsWith("Ours: "));
        assertThat(terms.appeal().window().source().startsWith("Ours: ")).isEqualTo(!id.startsWith("cigna"));
    }

    @Test
    void countsTheDaysOfAnAppealAfterTheDayOfTheDenial() {
        assertThat(policy("cigna-alemtuzumab").terms().appeal().lastDay(LocalDate.of(2026, 11, 22)))
                .isEqualTo(LocalDate.of(2027, 1, 21));
    }

    @Test
    void tellsEveryTimeThatIsMissing() {
        assertThat(problems(plan -> plan.getExtension().removeIf(e -> e.getUrl().endsWith("policy-terms"))))
                .extracting(ContentProblem::expression)
                .contains(
                        TERMS + "decision-standard').extension('time')",
                        TERMS + "decision-standard').extension('source')",
                        TERMS + "renewal').extension('time')",
                        TERMS + "appeal').extension('text')");
    }

    @Test
    void refusesTimesWithoutSenseAndNamesThem() {
        List<ContentProblem> problems = problems(plan -> {
            time(plan, "decision-standard").setValue(1.5);
            time(plan, "warning-expedited").setValue(72);
            time(plan, "documents").setCode("wk");
            time(plan, "appeal").setCode("h");
            time(plan, "renewal").setValue(0);
        });

        assertThat(problems)
                .extracting(ContentProblem::expression, ContentProblem::reason)
                .contains(
                        tuple(TERMS + "decision-standard').extension('time')", "must be a whole number above zero"),
                        tuple(
                                TERMS + "warning-expedited').extension('time')",
                                "must be shorter than the time for the decision"),
                        tuple(TERMS + "documents').extension('time')", "unit must be h or d (UCUM)"),
                        tuple(TERMS + "appeal').extension('time')", "must be in days (d)"),
                        tuple(TERMS + "renewal').extension('time')", "must be a whole number above zero"));
    }

    @Test
    void aWarningMayBeginJustAfterTheRequest() {
        assertThat(PolicyReader.read(
                        FILE, changed(plan -> time(plan, "warning-expedited").setValue(71))))
                .isInstanceOf(Reading.Read.class);
    }

    private static Quantity time(PlanDefinition plan, String term) {
        Extension terms = Elements.extension(plan.getExtension(), "policy-terms");
        return (Quantity)
                terms.getExtensionByUrl(term).getExtensionByUrl("time").getValue();
    }

    private static List<ContentProblem> problems(Consumer<PlanDefinition> change) {
        return new ArrayList<>(
                ((Reading.Rejected<CoveragePolicy>) PolicyReader.read(FILE, changed(change))).problems());
    }

    private static PlanDefinition changed(Consumer<PlanDefinition> change) {
        PlanDefinition plan = (PlanDefinition) RealContent.files().stream()
                .filter(file -> file.name().equals(FILE))
                .findFirst()
                .orElseThrow()
                .resource()
                .copy();
        change.accept(plan);
        return plan;
    }

    private static CoveragePolicy policy(String id) {
        return RealContent.policies().policies().all().stream()
                .filter(policy -> policy.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
