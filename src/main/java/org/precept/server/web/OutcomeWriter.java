package org.precept.server.web;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.precept.fhir.RejectedRequest;
import org.springframework.stereotype.Component;

/** Answers with an OperationOutcome as {@code application/fhir+json}. */
@Component
public class OutcomeWriter {

    private static final String FHIR_JSON = "application/fhir+json;charset=UTF-8";

    private final FhirContext fhir;

    public OutcomeWriter(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** Answers with the rejection's status and issues. */
    public void write(HttpServletResponse response, RejectedRequest rejection) throws IOException {
        write(response, rejection.status(), rejection.outcome());
    }

    /** The rejection's OperationOutcome as JSON. */
    public String text(RejectedRequest rejection) {
        return fhir.newJsonParser().encodeResourceToString(rejection.outcome());
    }

    /** Answers with the given status, unless part of another answer has been sent already. */
    void write(HttpServletResponse response, int status, OperationOutcome outcome) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = fhir.newJsonParser().encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(FHIR_JSON);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
