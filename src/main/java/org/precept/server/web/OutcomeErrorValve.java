package org.precept.server.web;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;

/**
 * Answers what Tomcat refuses before any servlet sees it (a malformed or overlong request line) with an
 * OperationOutcome in place of Tomcat's HTML page. Tomcat makes it by name.
 */
public class OutcomeErrorValve extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        OperationOutcome outcome =
                new RejectedRequest(status, ErrorAnswers.forStatus(status, RequestId.of(request))).outcome();
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding("UTF-8");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(outcome));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone; nobody is left to tell.
            container.getLogger().debug("error answer not sent", e);
        }
    }
}
