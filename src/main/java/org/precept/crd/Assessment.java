package org.precept.crd;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.crd.coverage.CoverageInformation.ReasonCode;
import org.precept.determination.Authorization;
import org.precept.determination.Determination;
import org.precept.policy.CoveragePolicy;

/** What can be said about one order. */
sealed interface Assessment {

    /** The order it is about. */
    DraftOrder order();

    /**
     * A policy applies and its criteria were computed.
     *
     * @param determination on the evidence that was seen
     * @param notCounted what was left out of the evidence, for people
     * @param notSeen evidence that could not be read although it may matter; empty: all was seen
     */
    record Determined(DraftOrder order, Determination determination, List<String> notCounted, List<String> notSeen)
            implements Assessment {}

    /**
     * The rules approved the order in this very answer, and the approval is on file.
     *
     * @param determined what it rests on
     */
    record Approved(Determined determined, Authorization authorization) implements Assessment {
        @Override
        public DraftOrder order() {
            return determined.order();
        }
    }

    /** An authorization on file covers the order. */
    record OnFile(DraftOrder order, CoveragePolicy policy, Authorization authorization) implements Assessment {}

    /**
     * The codes fit several products, of which at least one is under a policy: a more specific code is needed.
     *
     * @param candidates product codes
     * @param policies those in force for the candidates
     */
    record DetailCodeNeeded(DraftOrder order, Set<String> candidates, List<CoveragePolicy> policies)
            implements Assessment {}

    /** Nothing can be said: no policy, unknown or contradictory codes, or nothing is ordered. */
    record Undetermined(DraftOrder order, String reason) implements Assessment {}

    /** The member is not known or not covered. */
    record NotCovered(DraftOrder order, ReasonCode code, String reason) implements Assessment {}

    /**
     * Technical trouble kept us from saying more.
     *
     * @param policy the policy that applies, null when not even that is known
     */
    record Trouble(DraftOrder order, @Nullable CoveragePolicy policy, String reason) implements Assessment {}
}
