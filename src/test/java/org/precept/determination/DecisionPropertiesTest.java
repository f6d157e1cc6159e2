package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.Samples.TODAY;
import static org.precept.determination.Samples.approval;
import static org.precept.determination.Samples.criterion;
import static org.precept.determination.Samples.limit;
import static org.precept.determination.Samples.nothing;
import static org.precept.determination.Samples.phase;
import static org.precept.determination.Samples.policy;
import static org.precept.determination.Samples.request;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.policy.Approver;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;

/** What holds of every decision, on 20,000 generated policies, results and ledgers. The seed is fixed. */
class DecisionPropertiesTest {
    private static final int RUNS = 20_000;
    private static final long SEED = 20261121;
    private static final Map<Integer, AuthorizationRequest> REQUESTS =
            IntStream.rangeClosed(1, 60).boxed().collect(Collectors.toMap(units -> units, units -> request(units)));
    private static final EvidenceBundle NOTHING = nothing();

    private enum Outcome {
        APPROVED,
        DOCUMENTATION,
        NURSE,
        PHYSICIAN,
        CLINICIAN
    }

    @Test
    void holdsForAnyPolicyAnyResultsAnyLedger() {
        Random random = new Random(SEED);
        Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
        for (int run = 0; run < RUNS; run++) {
            CriteriaTree tree = tree(random, 3, new ArrayList<>());
            List<CriterionResult> results =
                    tree.criteria().map(leaf -> anyResult(random, leaf)).toList();
            Approver approver = Approver.values()[random.nextInt(3)];
            int units = 1 + random.nextInt(60);
            int used = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
            Ledger ledger = new Ledger(List.of(approval(used, TODAY.minusDays(random.nextInt(730)))));
            CoveragePolicy policy = policy(approver, phase(tree, limit(60)));

            Determination made = determine(policy, results, units, ledger);

            Boolean met = expected(tree, results);
            boolean over = ledger.used("lemtrada", TODAY, 365)
                            .add(BigDecimal.valueOf(units))
                            .compareTo(BigDecimal.valueOf(60))
                    > 0;
            boolean flagged = results.stream().anyMatch(CriterionResult::physician);
            Outcome outcome = outcome(made.decision());
            seen.merge(outcome, 1, Integer::sum);
            assertThat(made.decision().action()).as("never a denial").isIn("A1", "A4");
            assertThat(outcome == Outcome.PHYSICIAN)
                    .as("a physician exactly when not met, over the limit or left to one")
                    .isEqualTo(Boolean.FALSE.equals(met) || over || flagged);
            assertThat(outcome == Outcome.APPROVED)
                    .as("approved exactly when met, within the limit and the rules may")
                    .isEqualTo(Boolean.TRUE.equals(met) && !over && !flagged && approver == Approver.RULES);
            assertNamesOnlyWhatMatters(made, tree, results);
            assertThat(determine(policy, shuffled(results, random), units, ledger))
                    .as("the same input gives the same answer")
                    .isEqualTo(made);
        }
        assertThat(seen.keySet()).as("the generator reaches every outcome").containsExactlyInAnyOrder(Outcome.values());
    }

    /** Proving what is missing settles the tree; nothing less does while the rest stays as it is. */
    private static void assertNamesOnlyWhatMatters(
            Determination made, CriteriaTree tree, List<CriterionResult> results) {
        if (made.decision() instanceof DocumentationNeeded needed) {
            Set<String> missing = needed.missing().stream().map(Criterion::id).collect(Collectors.toSet());
            assertThat(missing).isNotEmpty();
            assertThat(results)
                    .filteredOn(result -> missing.contains(result.id()))
                    .allMatch(result -> result.value() == null && !result.conflict());
            assertThat(expected(tree, withValue(results, missing, true))).isTrue();
            Set<String> others = results.stream()
                    .filter(result -> result.value() == null)
                    .map(CriterionResult::id)
                    .filter(id -> !missing.contains(id))
                    .collect(Collectors.toCollection(HashSet::new));
            assertThat(expected(tree, withValue(results, others, true)))
                    .as("what is not asked for cannot settle it")
                    .isNull();
        }
    }

    private static Determination determine(
            CoveragePolicy policy, List<CriterionResult> results, int units, Ledger ledger) {
        return new Determiner(new ScriptedEngine("initial", results))
                .determine(policy, REQUESTS.get(units), NOTHING, ledger);
    }

    private static Outcome outcome(Decision decision) {
        if (decision instanceof Approved) {
            return Outcome.APPROVED;
        }
        if (decision instanceof ReviewNeeded review) {
            return Outcome.valueOf(review.queue().name());
        }
        return Outcome.DOCUMENTATION;
    }

    /** Kleene logic said another way: what all completions of the unknowns agree on, by the count of each value. */
    private static @Nullable Boolean expected(CriteriaTree tree, List<CriterionResult> results) {
        boolean best = completed(tree, results, true);
        boolean worst = completed(tree, results, false);
        return best == worst ? best : null;
    }

    private static boolean completed(CriteriaTree tree, List<CriterionResult> results, boolean unknown) {
        if (tree instanceof AllOf all) {
            return all.members().stream().allMatch(member -> completed(member, results, unknown));
        }
        if (tree instanceof AnyOf any) {
            return any.members().stream().anyMatch(member -> completed(member, results, unknown));
        }
        String id = ((Criterion) tree).id();
        CriterionResult result = results.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return result.value() == null ? unknown : result.value();
    }

    private static List<CriterionResult> withValue(List<CriterionResult> results, Set<String> ids, boolean value) {
        return results.stream()
                .map(result -> ids.contains(result.id()) ? Samples.result(result.id(), value) : result)
                .toList();
    }

    private static List<CriterionResult> shuffled(List<CriterionResult> results, Random random) {
        List<CriterionResult> copy = new ArrayList<>(results);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static CriteriaTree tree(Random random, int depth, List<Criterion> made) {
        List<CriteriaTree> members = new ArrayList<>();
        int width = 1 + random.nextInt(4);
        for (int i = 0; i < width; i++) {
            if (depth > 1 && random.nextInt(3) == 0) {
                members.add(tree(random, depth - 1, made));
            } else {
                Criterion leaf = criterion("c" + made.size());
                made.add(leaf);
                members.add(leaf);
            }
        }
        return depth == 3 || random.nextBoolean() ? new AllOf(members) : new AnyOf(members);
    }

    private static CriterionResult anyResult(Random random, Criterion leaf) {
        int die = random.nextInt(20);
        if (die == 0) {
            return Samples.conflict(leaf.id());
        }
        if (die == 1) {
            return Samples.toPhysician(leaf.id(), null);
        }
        return Samples.result(leaf.id(), die < 4 ? Boolean.FALSE : die < 7 ? null : Boolean.TRUE);
    }
}
