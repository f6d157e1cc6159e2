package org.precept.determination;

import org.precept.criteria.CriterionResult;
import org.precept.policy.CriteriaTree.Criterion;

/**
 * A criterion and what the evidence says about it.
 *
 * @param criterion of the policy
 * @param result three-valued, with evidence
 * @param text the finding in a sentence a clinician reads
 */
public record Finding(Criterion criterion, CriterionResult result, String text) {

    /** The text without the sentence that says what to send. */
    public String withoutRequest() {
        return FindingText.withoutRequest(criterion, result);
    }
}
