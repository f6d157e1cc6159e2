package org.precept.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what a controller throws into an OperationOutcome. */
@RestControllerAdvice
class ControllerErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerErrors.class);

    private final OutcomeWriter outcomes;

    ControllerErrors(OutcomeWriter outcomes) {
        this.outcomes = outcomes;
    }

    @ExceptionHandler
    void rejected(RejectedRequest rejection, HttpServletResponse response) throws IOException {
        outcomes.write(response, rejection);
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException e, HttpServletResponse response) throws IOException {
        rejected(
                new RejectedRequest(
                        HttpServletResponse.SC_BAD_REQUEST,
                        new Issue(IssueType.INVALID, null, "The body is missing or cannot be read. Send JSON.")),
                response);
    }

    /** Not every address takes every kind of JSON. */
    @ExceptionHandler
    void unsupported(HttpMediaTypeNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (e.getSupportedMediaTypes().isEmpty()) {
            answer(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, request, response);
            return;
        }
        String types =
                e.getSupportedMediaTypes().stream().map(MediaType::toString).collect(Collectors.joining(" or "));
        rejected(
                new RejectedRequest(
                        HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                        new Issue(IssueType.NOTSUPPORTED, null, "Send Content-Type: " + types + ".")),
                response);
    }

    /** Names or values of parameters with characters that no text has. */
    @ExceptionHandler
    void unsafe(RequestRejectedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(HttpServletResponse.SC_BAD_REQUEST, request, response);
    }

    @ExceptionHandler
    void other(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof ErrorResponse known) {
            answer(known.getStatusCode().value(), request, response);
            return;
        }
        LOG.error("Request failed: {}", SafeTrace.of(e));
        answer(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, request, response);
    }

    private void answer(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        outcomes.write(response, new RejectedRequest(status, ErrorAnswers.forStatus(status, RequestId.of(request))));
    }
}
