package org.precept.crd;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Refused hook calls (CRD 2.2 "CDS Hooks return codes", hook-13). */
final class Refusals {
    private static final int BAD_REQUEST = 400;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private Refusals() {}

    static RejectedRequest missing(String element, String what) {
        return badRequest(IssueType.REQUIRED, element, "The call has no " + element + ". " + what);
    }

    static RejectedRequest invalid(String element, String diagnostics) {
        return badRequest(IssueType.VALUE, element, diagnostics);
    }

    static RejectedRequest badRequest(IssueType type, String element, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, element, diagnostics));
    }

    /** The prefetch is missing and querying is impossible; used for nothing else (found-32). */
    static RejectedRequest preconditionFailed(String element, String diagnostics) {
        return new RejectedRequest(PRECONDITION_FAILED, new Issue(IssueType.REQUIRED, element, diagnostics));
    }

    static RejectedRequest unknownService() {
        return new RejectedRequest(
                NOT_FOUND,
                new Issue(
                        IssueType.NOTFOUND,
                        null,
                        "There is no service with this id. GET /cds-services lists the services."));
    }
}
