package org.precept.dtr.answers;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** A response that is not stored: 422, also as an entry of a batch, which takes nothing but HAPI's own exceptions. */
final class Refusal {
    private static final int UNPROCESSABLE = 422;

    private Refusal() {}

    static UnprocessableEntityException of(List<Issue> issues) {
        return new UnprocessableEntityException(
                issues.get(0).diagnostics(), new RejectedRequest(UNPROCESSABLE, issues).outcome());
    }

    static UnprocessableEntityException of(IssueType type, String expression, String diagnostics) {
        return of(List.of(new Issue(type, expression, diagnostics)));
    }
}
