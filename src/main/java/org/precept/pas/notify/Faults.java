package org.precept.pas.notify;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** What is wrong with a Subscription, all of it, so that it can be put right at once. */
final class Faults {
    private static final int UNPROCESSABLE = 422;

    private final List<Issue> found = new ArrayList<>();

    /** Something is wrong with an element, e.g. {@code channel.endpoint}. */
    void add(String element, String what) {
        found.add(new Issue(IssueType.BUSINESSRULE, "Subscription." + element, what));
    }

    /** True when there is nothing. */
    boolean none() {
        return found.isEmpty();
    }

    /** Refuses the Subscription when there is anything. */
    void refuse() {
        if (!found.isEmpty()) {
            throw new RejectedRequest(UNPROCESSABLE, found);
        }
    }
}
