package org.precept.pas;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.precept.criteria.CriteriaException;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The PAS operations on HAPI's REST server. Bodies are read and written here, so that a repeated answer keeps its bytes. */
public final class PasOperations {

    private static final Logger LOG = LoggerFactory.getLogger(PasOperations.class);
    private static final int OK = 200;
    private static final int SERVER_ERRORS = 500;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "5";

    private final SubmitService submit;
    private final InquireService inquire;

    PasOperations(SubmitService submit, InquireService inquire) {
        this.submit = submit;
        this.inquire = inquire;
    }

    /** Decides on a request for prior authorization (OperationDefinition Claim-submit). */
    @Operation(name = "$submit", typeName = "Claim", manualRequest = true, manualResponse = true)
    public void submit(HttpServletRequest request, HttpServletResponse response, RequestDetails details)
            throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        answer(response, () -> submit.submit(body, details.getFhirServerBase(), PasEdition.of(request)));
    }

    /** Finds decisions on earlier requests (OperationDefinition Claim-inquiry). */
    @Operation(name = "$inquire", typeName = "Claim", manualRequest = true, manualResponse = true)
    public void inquire(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        answer(response, () -> inquire.inquire(body, PasEdition.of(request)));
    }

    /**
     * A request that cannot be answered now is told so by status alone: an OperationOutcome would say that the request was
     * at fault (PAS 2.2.1, "Error handling").
     */
    static void answer(HttpServletResponse response, Supplier<String> work) throws IOException {
        String answer;
        try {
            answer = work.get();
        } catch (RejectedRequest e) {
            if (e.status() < SERVER_ERRORS) {
                throw e;
            }
            unavailable(response, e);
            return;
        } catch (CriteriaException | DataAccessException | TransactionException e) {
            unavailable(response, e);
            return;
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        response.setStatus(OK);
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void unavailable(HttpServletResponse response, RuntimeException failure) {
        // Only the kind and, of a criterion, its name: other messages may quote the request.
        LOG.warn(
                "Request not answered: {} {}",
                failure.getClass().getSimpleName(),
                failure instanceof CriteriaException ? failure.getMessage() : "");
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setStatus(UNAVAILABLE);
    }
}
