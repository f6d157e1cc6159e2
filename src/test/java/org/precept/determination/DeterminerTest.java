package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.precept.determination.Samples.TODAY;
import static org.precept.determination.Samples.all;
import static org.precept.determination.Samples.any;
import static org.precept.determination.Samples.approval;
import static org.precept.determination.Samples.conflict;
import static org.precept.determination.Samples.criterion;
import static org.precept.determination.Samples.limit;
import static org.precept.determination.Samples.nothing;
import static org.precept.determination.Samples.phase;
import static org.precept.determination.Samples.policy;
import static org.precept.determination.Samples.request;
import static org.precept.determination.Samples.result;
import static org.precept.determination.Samples.toPhysician;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.RequestParameters;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.policy.Approver;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;

/** The decision of policies.md, line by line. */
class DeterminerTest {
    private static final Criterion A = criterion("a");
    private static final Criterion B = criterion("b");
    private static final Criterion C = criterion("c");
    private static final CriteriaTree ALL = all(A, B, C);
    private static final Ledger NONE = new Ledger(List.of());

    @Test
    void approvesWhenEveryCriterionIsMetAndTheRulesMaySayYes() {
        Determination made =
                decide(Approver.RULES, ALL, 60, NONE, result("a", true), result("b", true), result("c", true));

        assertThat(made.decision())
                .isEqualTo(new Approved(new DateRange(TODAY, LocalDate.of(2027, 2, 28)), BigDecimal.valueOf(60)));
        assertThat(made.decision().action()).isEqualTo("A1");
    }

    @Test
    void aPersonSignsWhereThePolicySaysSo() {
        CriterionResult[] met = {result("a", true), result("b", true), result("c", true)};

        assertThat(decide(Approver.NURSE, ALL, 60, NONE, met).decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.NURSE, List.of()));
        assertThat(decide(Approver.CLINICIAN, ALL, 60, NONE, met).decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.CLINICIAN, List.of()));
    }

    @Test
    void aCriterionNotMetGoesToAPhysicianWhateverElseIsOpen() {
        Determination made =
                decide(Approver.NURSE, ALL, 60, NONE, result("a", null), result("b", false), conflict("c"));

        assertThat(made.decision()).isEqualTo(new ReviewNeeded(ReviewQueue.PHYSICIAN, List.of(B)));
        assertThat(made.decision().action()).isEqualTo("A4");
    }

    @Test
    void aConflictGoesToANurseBeforeAnythingIsAskedFor() {
        assertThat(decide(Approver.RULES, ALL, 60, NONE, result("a", null), conflict("b"), result("c", true))
                        .decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.NURSE, List.of(B)));
    }

    @Test
    void asksForExactlyWhatIsMissing() {
        assertThat(decide(Approver.RULES, ALL, 60, NONE, result("a", null), result("b", true), result("c", null))
                        .decision())
                .isEqualTo(new DocumentationNeeded(List.of(A, C)));
        assertThat(decide(
                                Approver.RULES,
                                all(any(A, B), C),
                                60,
                                NONE,
                                result("a", false),
                                result("b", true),
                                result("c", null))
                        .decision())
                .isEqualTo(new DocumentationNeeded(List.of(C)));
    }

    @Test
    void whatThePolicyLeavesToAPhysicianGoesThereThoughItIsOpen() {
        assertThat(decide(Approver.RULES, ALL, 60, NONE, toPhysician("a", null), conflict("b"), result("c", null))
                        .decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.PHYSICIAN, List.of(A)));
    }

    @Test
    void namesTheFailedCriteriaBesideTheOneLeftToAPhysician() {
        assertThat(decide(Approver.RULES, ALL, 60, NONE, toPhysician("a", null), result("b", false), result("c", true))
                        .decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.PHYSICIAN, List.of(B, A)));
    }

    @Test
    void unitsBeyondWhatIsLeftGoToAPhysicianThoughTheCriteriaSayNothingOfIt() {
        Ledger ledger = new Ledger(List.of(approval(36, TODAY.minusDays(364))));
        CriterionResult[] met = {result("a", true), result("b", true), result("c", true)};

        assertThat(decide(Approver.RULES, ALL, 25, ledger, met).decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.PHYSICIAN, List.of()));
        assertThat(decide(Approver.RULES, ALL, 24, ledger, met).decision()).isInstanceOf(Approved.class);
        assertThat(decide(Approver.RULES, ALL, 60, new Ledger(List.of(approval(36, TODAY.minusDays(365)))), met)
                        .decision())
                .isInstanceOf(Approved.class);
    }

    @Test
    void tellsTheCriteriaTheLimitTheUnitsUsedAndTheLastApprovedService() {
        ScriptedEngine engine =
                new ScriptedEngine("initial", List.of(result("a", true), result("b", true), result("c", true)));
        Ledger ledger = new Ledger(List.of(
                approval(10, TODAY.minusDays(30)), approval(5, TODAY.plusDays(30)), approval(7, TODAY.minusDays(400))));

        new Determiner(engine).determine(rules(), request(20), nothing(), ledger);

        RequestParameters told = engine.asked.get(0);
        assertThat(told.quantityLimit()).isEqualByComparingTo("60");
        assertThat(told.unitsUsed()).isEqualByComparingTo("15");
        assertThat(told.lastApprovedServiceDate()).isEqualTo(TODAY.minusDays(30));
        assertThat(told.billedWithHcpcs()).isTrue();
        assertThat(told.requestReference()).isEqualTo("urn:uuid:claim");
    }

    @Test
    void tellsTheCriteriaOfNoMoreUnitsThanTheLimit() {
        ScriptedEngine engine =
                new ScriptedEngine("initial", List.of(result("a", true), result("b", true), result("c", true)));

        Determination made = new Determiner(engine)
                .determine(rules(), request(1), nothing(), new Ledger(List.of(approval(72, TODAY.minusDays(30)))));

        assertThat(engine.asked.get(0).unitsUsed()).isEqualByComparingTo("60");
        assertThat(made.decision()).isEqualTo(new ReviewNeeded(ReviewQueue.PHYSICIAN, List.of()));
    }

    @Test
    void takesTheUnitsFromTheEvidenceWhenTheRequestHasNone() {
        ScriptedEngine engine =
                new ScriptedEngine("initial", List.of(result("a", true), result("b", true), result("c", true)));
        engine.values.put("requested units", new BigDecimal("60"));

        Decision decision = new Determiner(engine)
                .determine(rules(), request(null), nothing(), NONE)
                .decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Approved.class, approved -> assertThat(approved.units()).isEqualByComparingTo("60"));
    }

    @Test
    void neverAuthorizesAnUnknownQuantityUnderALimit() {
        CriterionResult[] met = {result("a", true), result("b", true), result("c", true)};

        assertThat(decide(Approver.RULES, ALL, null, NONE, met).decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.NURSE, List.of()));
    }

    @Test
    void failsWhenTheLibraryNamesAPhaseThatThePolicyLacks() {
        ScriptedEngine engine = new ScriptedEngine("maintenance", List.of());

        assertThatThrownBy(() -> new Determiner(engine).determine(rules(), request(60), nothing(), NONE))
                .isInstanceOf(CriteriaException.class)
                .hasMessageContaining("maintenance");
    }

    @Test
    void hasOneFindingForEachCriterionInThePolicysOrder() {
        Determination made = decide(
                Approver.RULES, all(any(C, B), A), 60, NONE, result("a", true), result("b", null), result("c", false));

        assertThat(made.findings())
                .extracting(finding -> finding.criterion().id())
                .containsExactly("c", "b", "a");
        assertThat(made.findings())
                .extracting(Finding::text)
                .containsExactly(
                        "Title of c: not met.", "Title of b: nothing on file says so yet. Send b.", "Title of a: met.");
    }

    private static CoveragePolicy rules() {
        return policy(Approver.RULES, phase(ALL, limit(60)));
    }

    private static Determination decide(
            Approver approver, CriteriaTree tree, @Nullable Integer units, Ledger ledger, CriterionResult... results) {
        ScriptedEngine engine = new ScriptedEngine("initial", List.of(results));
        return new Determiner(engine)
                .determine(policy(approver, phase(tree, limit(60))), request(units), nothing(), ledger);
    }
}
