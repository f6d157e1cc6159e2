package org.precept.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.precept.server.web.RequestId;

/** HAPI's REST server under our request ids, silent about its own version. */
class FhirServlet extends RestfulServer {
    private static final long serialVersionUID = 1L;
    private static final String IF_MODIFIED_SINCE = "If-Modified-Since";

    FhirServlet(FhirContext fhir) {
        super(fhir);
    }

    @Override
    public void addHeadersToResponse(HttpServletResponse response) {
        // No X-Powered-By.
    }

    /** A time that cannot be read does not count (RFC 9110, 13.1.3); HAPI would fail on it. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String since = request.getHeader(IF_MODIFIED_SINCE);
        super.service(since == null || isTime(since) ? request : new Unconditional(request), response);
    }

    private static boolean isTime(String header) {
        try {
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(header);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static final class Unconditional extends HttpServletRequestWrapper {
        private Unconditional(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return IF_MODIFIED_SINCE.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return IF_MODIFIED_SINCE.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }
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
