package org.precept.pas;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.CriteriaTree.Criterion;

/**
 * What reviewers did about an item since it waits: one of them asked its provider for documents, or handed it to another
 * queue. From then on the rules do not take it from them.
 *
 * @param number trace number under which it waits
 * @param queue in which it is, or was when its provider was asked
 * @param owner user name of the reviewer whose Task it is or was; null: anybody's of the queue
 * @param asked true when a reviewer asked for documents, now or before; false when it was only handed on
 */
public record Handling(
        String number, ReviewQueue queue, @Nullable String owner, boolean asked) {

    /**
     * What becomes of the item when the rules decide on it once more. It comes back to the queue that has it, whatever they
     * say; they may approve what nobody asked about. What they want a physician or clinician to see is not left to a nurse.
     */
    public Determined after(Determined byRules) {
        if (byRules.decision() instanceof Approved && !asked) {
            return byRules;
        }
        return byRules.decision() instanceof ReviewNeeded review
                        && (queue == ReviewQueue.NURSE || queue == review.queue())
                ? byRules.under(number, byRules.notes())
                : toReviewers(byRules);
    }

    private Determined toReviewers(Determined byRules) {
        Determination made = byRules.determination();
        return new Determined(
                byRules.item(),
                number,
                new Determination(
                        made.request(),
                        made.policy(),
                        made.phase(),
                        made.findings(),
                        new ReviewNeeded(queue, because(byRules))),
                byRules.notes(),
                byRules.units(),
                false,
                byRules.considered());
    }

    private static List<Criterion> because(Determined byRules) {
        if (byRules.decision() instanceof DocumentationNeeded needed) {
            return needed.missing();
        }
        return byRules.decision() instanceof ReviewNeeded review ? review.because() : List.of();
    }
}
