package org.precept.pas.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Result;

/**
 * What a draft would change.
 *
 * @param draft its url and version
 * @param evaluated how many requests were looked at
 * @param changes those that would change
 * @param failed those the draft could not be computed for, each with why
 * @param incomplete those of which evidence is no longer stored
 * @param complete all were looked at
 * @param last the last one looked at, to be given as {@code after} to go on; null when there was none
 */
record Impact(
        Canonical draft,
        int evaluated,
        List<Change> changes,
        List<Failure> failed,
        int incomplete,
        boolean complete,
        @Nullable String last) {
    Impact {
        changes = List.copyOf(changes);
        failed = List.copyOf(failed);
    }

    /**
     * A request that the draft could not be computed for.
     *
     * @param reason in words; it names defines and types, nothing of the request
     */
    record Failure(KeptDetermination made, String reason) {}

    /**
     * A request that would change.
     *
     * @param decision what of the decision
     * @param criteria which criteria
     * @param lost references of evidence that is no longer stored: it may differ for that alone
     */
    record Change(
            KeptDetermination made,
            Result now,
            List<Difference> decision,
            List<Difference> criteria,
            List<String> lost) {
        Change {
            decision = List.copyOf(decision);
            criteria = List.copyOf(criteria);
            lost = List.copyOf(lost);
        }
    }
}
