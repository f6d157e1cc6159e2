package org.precept.dtr.adaptive;

import org.precept.criteria.CriterionResult;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.ReviewQueue;
import org.precept.dtr.adaptive.Outlook.State;

/** What a determination leaves to be asked. */
final class Settled {
    private Settled() {}

    /** True when every criterion is met, so that nothing is missing and nothing contradicts. */
    static boolean isMet(Determination determination) {
        return !(determination.decision() instanceof DocumentationNeeded)
                && !(determination.decision() instanceof ReviewNeeded review
                        && (review.queue() == ReviewQueue.PHYSICIAN
                                || !review.because().isEmpty()));
    }

    /** True when a physician decides: a criterion that is not met stays so, and so does a limit. */
    static boolean isForGood(Determination determination) {
        return determination.decision() instanceof ReviewNeeded review && review.queue() == ReviewQueue.PHYSICIAN;
    }

    /** A result, as far as decisions differ by it. */
    static State state(CriterionResult result) {
        if (result.physician()) {
            return State.PHYSICIAN;
        }
        Boolean value = result.value();
        if (value == null) {
            return result.conflict() ? State.CONFLICT : State.OPEN;
        }
        return value ? State.MET : State.NOT_MET;
    }
}
