package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.precept.cases.CaseFacts;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.dtr.adaptive.Clinician.Outcome;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Phase;
import org.precept.support.RealContent;

/**
 * A clinician with the answers of each policy case fills in the adaptive form. It has to lead to the decision of the static
 * form, with fewer questions; how many, stands in docs/dtr.md.
 */
class AdaptiveCasesTest {
    private static final Path DOCS = Path.of("docs/dtr.md");
    private static final String BEGIN = "<!-- questions asked -->\n";
    private static final String END = "<!-- end of questions asked -->";

    private static final List<Answered> CASES = new ArrayList<>();

    /** One case, answered both ways. */
    private record Answered(
            String name,
            CoveragePolicy policy,
            Outcome adaptive,
            Determination whole,
            Determination open,
            Determination nothing,
            int shown) {

        boolean same() {
            return decision(adaptive.end()).equals(decision(whole));
        }
    }

    @BeforeAll
    static void answerAll() {
        for (CaseFacts facts : CaseFacts.all()) {
            RealContent.policies()
                    .policies()
                    .find(
                            facts.request().payer(),
                            facts.request().product(),
                            facts.request().serviceDate())
                    .ifPresent(policy -> {
                        Clinician clinician = new Clinician(facts, policy);
                        CASES.add(new Answered(
                                facts.name(),
                                policy,
                                clinician.answerAll(),
                                clinician.onWholeForm(),
                                clinician.onOpenQuestions(),
                                clinician.onNothing(),
                                clinician.shownStatically()));
                    });
        }
    }

    /**
     * A static form can be answered against the record; the adaptive one does not ask what the record decides. With those
     * answers left out the decisions are the same, always.
     */
    @Test
    void decidesAsTheStaticFormUnlessThatIsAnsweredAgainstTheRecord() {
        assertThat(CASES).hasSizeGreaterThan(200);
        assertThat(CASES)
                .allSatisfy(each -> assertThat(decision(each.adaptive().end()))
                        .as(each.name())
                        .isEqualTo(decision(each.same() ? each.whole() : each.open())));
    }

    @Test
    void neverAsksMoreThanTheStaticFormsTogether() {
        assertThat(CASES)
                .allSatisfy(each -> assertThat(each.adaptive().questions())
                        .as(each.name())
                        .isLessThanOrEqualTo(each.policy().phases().stream()
                                .mapToInt(AdaptiveCasesTest::questions)
                                .sum()));
    }

    @Test
    void asksNothingWhenTheRecordSettlesIt() {
        assertThat(CASES)
                .filteredOn(each -> Settled.isMet(each.nothing()))
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.adaptive().asked()).as(each.name()).isEmpty());
    }

    @Test
    void theDocumentationSaysHowManyQuestionsAreAsked() throws IOException {
        String docs = Files.readString(DOCS);
        String documented = docs.substring(docs.indexOf(BEGIN) + BEGIN.length(), docs.indexOf(END));

        assertThat(documented).as("%s has to say:%n%n%s", DOCS, table()).isEqualTo(table());
    }

    private static String table() {
        Map<String, List<Answered>> byPolicy = CASES.stream()
                .collect(Collectors.groupingBy(each -> each.policy().id(), TreeMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("""
                | policy | questions in the static form | cases | put by it on average | asked on average when adaptive | same decision |
                |---|---|---|---|---|---|
                """);
        byPolicy.forEach((policy, cases) -> table.append("| `%s` | %s | %d | %s | **%s** | %d |%n"
                .formatted(
                        policy,
                        cases.get(0).policy().phases().stream()
                                .map(phase -> phase.code() + " " + questions(phase))
                                .collect(Collectors.joining(", ")),
                        cases.size(),
                        average(cases, Answered::shown),
                        average(cases, each -> each.adaptive().questions()),
                        cases.stream().filter(Answered::same).count())));
        return table.toString();
    }

    private static String average(List<Answered> cases, ToIntFunction<Answered> number) {
        return String.format(
                Locale.ROOT, "%.1f", cases.stream().mapToInt(number).average().orElseThrow());
    }

    private static int questions(Phase phase) {
        List<String> found = new ArrayList<>();
        Plans.FORMS.of(phase).orElseThrow().questionnaire().getItem().forEach(item -> Clinician.questions(item, found));
        return found.size();
    }

    private static String decision(Determination determination) {
        return determination.decision() instanceof ReviewNeeded review
                ? review.action() + " " + review.queue()
                : determination.decision().action() + " "
                        + determination.decision().getClass().getSimpleName();
    }
}
