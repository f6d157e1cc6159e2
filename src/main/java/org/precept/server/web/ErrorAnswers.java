package org.precept.server.web;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;

/** What to say when only an HTTP status is known. */
public final class ErrorAnswers {

    private ErrorAnswers() {}

    /**
     * The issue for a status.
     *
     * @param requestId repeated for statuses from 500 on, so that the log line can be found
     */
    public static Issue forStatus(int status, String requestId) {
        return switch (status) {
            case 400 -> new Issue(IssueType.INVALID, null, "The request cannot be read. Check its URL and headers.");
            case 404 ->
                new Issue(
                        IssueType.NOTFOUND,
                        null,
                        "Nothing is served here. FHIR is at /fhir, CDS Hooks at /cds-services, both also under /2.0.1.");
            case 405, 501 -> new Issue(IssueType.NOTSUPPORTED, null, "This address does not know that HTTP method.");
            case 406 -> new Issue(IssueType.NOTSUPPORTED, null, "Only JSON is served. Send Accept: application/json.");
            case 415 ->
                new Issue(
                        IssueType.NOTSUPPORTED,
                        null,
                        "Only JSON is accepted. Send Content-Type: application/json or application/fhir+json.");
            default ->
                status < 500
                        ? new Issue(
                                IssueType.PROCESSING, null, "The request was refused with HTTP status " + status + ".")
                        : new Issue(
                                IssueType.EXCEPTION,
                                null,
                                "The server could not finish this request. Quote request id " + requestId
                                        + " when you report it.");
        };
    }
}
