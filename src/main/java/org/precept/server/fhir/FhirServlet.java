package org.precept.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.precept.server.web.RequestId;

/** HAPI's REST server under our request ids, silent about its own version. */
class FhirServlet extends RestfulServer {
    private static final long serialVersionUID = 1L;

    FhirServlet(FhirContext fhir) {
        super(fhir);
    }

    @Override
    public void addHeadersToResponse(HttpServletResponse response) {
        // No X-Powered-By.
    }

    @Override
    protected String getOrCreateRequestId(HttpServletRequest request) {
        return RequestId.of(request);
    }

    @Override
    protected void addRequestIdToResponse(ServletRequestDetails details, String id) {
        // The log filter has set the header already.
    }
}
