package org.precept.pas.reviewing;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Ways in which a review is refused; nothing of it was stored. */
final class Rejections {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNPROCESSABLE = 422;

    private static final String ALL = "Parameters.parameter";

    private Rejections() {}

    static RejectedRequest unknown() {
        return rejected(
                NOT_FOUND, IssueType.NOTFOUND, null, "There is no such review Task. GET /review/Task lists them.");
    }

    static RejectedRequest changed() {
        return rejected(
                PRECONDITION_FAILED,
                IssueType.CONFLICT,
                null,
                "The Task was changed since you read it. Read it again, and decide on what it says now.");
    }

    static RejectedRequest closed() {
        return rejected(
                CONFLICT, IssueType.CONFLICT, null, "The Task is closed: its item waits for no reviewer any more.");
    }

    static RejectedRequest forbidden(String why) {
        return rejected(FORBIDDEN, IssueType.FORBIDDEN, null, why);
    }

    /** @param name of the parameter of {@code $decide} that is wrong */
    static RejectedRequest impossible(String name, String diagnostics) {
        return rejected(UNPROCESSABLE, IssueType.BUSINESSRULE, ALL + ".where(name='" + name + "').value", diagnostics);
    }

    private static RejectedRequest rejected(
            int status, IssueType type, @Nullable String expression, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, expression, diagnostics));
    }
}
