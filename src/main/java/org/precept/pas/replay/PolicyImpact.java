package org.precept.pas.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaException;
import org.precept.pas.RestoredEvidence;
import org.precept.pas.RestoredEvidence.Restored;
import org.precept.pas.replay.Impact.Change;
import org.precept.pas.replay.Impact.Failure;
import org.precept.policy.CoveragePolicy;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Result;
import org.precept.record.KeptDeterminations;
import org.precept.record.KeptDeterminations.Search;

/** Evaluates a draft over what was decided before. Stores nothing. */
final class PolicyImpact {
    private static final int PAGE = 50;

    private final KeptDeterminations determinations;
    private final RestoredEvidence evidence;
    private final Duration timeLimit;

    PolicyImpact(KeptDeterminations determinations, RestoredEvidence evidence, Duration timeLimit) {
        this.determinations = determinations;
        this.evidence = evidence;
        this.timeLimit = timeLimit;
    }

    /**
     * Compares what was decided with what the draft says, for requests to the draft's payers for its product. The draft's
     * effective period is not looked at: it will begin after what was decided.
     */
    Impact of(PolicyEvaluation draft, ImpactQuestion question) {
        Run run = new Run(draft, question);
        while (run.more()) {
            run.page();
        }
        return run.impact();
    }

    /** One evaluation. */
    private final class Run {
        private final PolicyEvaluation draft;
        private final ImpactQuestion question;
        private final long deadline = System.nanoTime() + timeLimit.toNanos();
        private final List<Change> changes = new ArrayList<>();
        private final List<Failure> failed = new ArrayList<>();
        private int evaluated;
        private int incomplete;
        private @Nullable String last;
        private boolean end;
        private boolean late;

        Run(PolicyEvaluation draft, ImpactQuestion question) {
            this.draft = draft;
            this.question = question;
            this.last = question.after();
        }

        boolean more() {
            return !end && !late && evaluated < question.count();
        }

        void page() {
            int wanted = Math.min(PAGE, question.count() - evaluated);
            List<KeptDetermination> page = determinations.page(search(question.from(), wanted));
            // Times of determinations never change, so one that was seen stays the place to go on from.
            end = page.size() < wanted;
            for (Restored restored : evidence.of(page)) {
                if (System.nanoTime() >= deadline) {
                    late = true;
                    return;
                }
                evaluate(restored);
                evaluated++;
                last = restored.made().guidanceId();
            }
        }

        private Search search(Instant from, int wanted) {
            CoveragePolicy policy = draft.policy();
            return new Search(policy.payers(), policy.product(), from, question.to(), last, wanted);
        }

        private void evaluate(Restored restored) {
            KeptDetermination made = restored.made();
            incomplete += restored.lost().isEmpty() ? 0 : 1;
            Result now;
            try {
                now = Result.of(draft.of(restored), made.result().honoured());
            } catch (CriteriaException e) {
                failed.add(new Failure(made, String.valueOf(e.getMessage())));
                return;
            }
            ResultComparison comparison = new ResultComparison(made.result(), now);
            List<Difference> decision = comparison.decision();
            List<Difference> criteria = comparison.criteria();
            if (!decision.isEmpty() || !criteria.isEmpty()) {
                changes.add(new Change(made, now, decision, criteria, restored.lost()));
            }
        }

        Impact impact() {
            return new Impact(draft.policy().canonical(), evaluated, changes, failed, incomplete, end && !late, last);
        }
    }
}
