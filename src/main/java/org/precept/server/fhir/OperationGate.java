package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletSubRequestDetails;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Refuses every FHIR operation that is not one of ours; HAPI brings many, some of them destructive. */
@Interceptor
public class OperationGate {

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    private final Operations operations;
    private final String base;

    /** @param base path of the FHIR base */
    OperationGate(Operations operations, String base) {
        this.operations = operations;
        this.base = base;
    }

    /** Runs when HAPI has found the method that would handle the request. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void check(RequestDetails request) {
        String operation = request.getOperation();
        if (operation != null
                && operation.startsWith("$")
                && !operations.offers(request.getResourceName(), operation)) {
            throw FhirFailures.withOutcome(new RejectedRequest(
                    NOT_FOUND,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            null,
                            "This server has no such operation here. " + base + "/metadata lists what it has.")));
        }
        if (operation != null
                && request instanceof ServletSubRequestDetails
                && operations.writesItself(request.getResourceName(), operation)) {
            throw FhirFailures.withOutcome(new RejectedRequest(
                    UNPROCESSABLE,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            "Bundle.entry.request.url",
                            "This operation is not carried out within a Bundle. Send it by itself.")));
        }
    }
}
