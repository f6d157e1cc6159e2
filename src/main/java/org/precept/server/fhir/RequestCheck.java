package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Refuses requests that HAPI would fail on as if the server were at fault. */
@Interceptor
public class RequestCheck {

    private static final int BAD_REQUEST = 400;

    RequestCheck() {}

    /** Before a request is handled. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void check(RequestDetails request) {
        if (request.getParameters().containsKey("_filter")) {
            throw refused(IssueType.NOTSUPPORTED, "_filter", "This server has no _filter. Use search parameters.");
        }
        for (String offset : request.getParameters().getOrDefault("_offset", new String[0])) {
            if (!offset.matches("\\d{1,9}")) {
                throw refused(IssueType.VALUE, "_offset", "It must be a number from 0.");
            }
        }
        if (request.getRestOperationType() == RestOperationTypeEnum.PATCH
                && request.getId() == null
                && request.getConditionalUrl(RestOperationTypeEnum.PATCH) == null) {
            String type = String.valueOf(request.getResourceName());
            throw refused(IssueType.REQUIRED, type + ".id", "Name what to change: PATCH " + type + "/<id>.");
        }
    }

    private static RuntimeException refused(IssueType type, String element, String diagnostics) {
        return FhirFailures.withOutcome(new RejectedRequest(BAD_REQUEST, new Issue(type, element, diagnostics)));
    }
}
