package org.precept.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 503 while the server is starting or stopping: no decision without the whole content. */
final class ReadinessFilter extends OncePerRequestFilter {

    private static final String RETRY_SECONDS = "5";

    private final ApplicationAvailability availability;
    private final OutcomeWriter outcomes;

    ReadinessFilter(ApplicationAvailability availability, OutcomeWriter outcomes) {
        this.availability = availability;
        this.outcomes = outcomes;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Retry-After", RETRY_SECONDS);
        outcomes.write(
                response,
                new RejectedRequest(
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        new Issue(
                                IssueType.TRANSIENT,
                                null,
                                "The server is starting or stopping. Send the request again in " + RETRY_SECONDS
                                        + " seconds.")));
    }
}
