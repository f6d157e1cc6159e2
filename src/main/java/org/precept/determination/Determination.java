package org.precept.determination;

import java.util.List;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Phase;

/**
 * A determination and all that explains it.
 *
 * @param request what was asked
 * @param policy the version in force on the date of service
 * @param phase of the policy that applied
 * @param findings one per criterion of the phase, in the policy's order
 * @param decision the outcome
 */
public record Determination(
        AuthorizationRequest request, CoveragePolicy policy, Phase phase, List<Finding> findings, Decision decision) {
    /** Copies the list. */
    public Determination {
        findings = List.copyOf(findings);
    }
}
