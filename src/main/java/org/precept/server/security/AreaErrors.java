package org.precept.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.OutcomeWriter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Refuses who may not use an area. */
final class AreaErrors implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Area area;
    private final boolean anyConfigured;
    private final OutcomeWriter outcomes;

    AreaErrors(Area area, boolean anyConfigured, OutcomeWriter outcomes) {
        this.area = area;
        this.anyConfigured = anyConfigured;
        this.outcomes = outcomes;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (!anyConfigured) {
            write(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    IssueType.FORBIDDEN,
                    area.people() + " only, and none is configured. Set " + area.property() + area.account()
                            + " and restart the server.");
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"" + area.realm() + "\", charset=\"UTF-8\"");
        write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                IssueType.LOGIN,
                area.people() + " only. Send HTTP Basic credentials of a user configured under " + area.property()
                        + ".");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        write(response, HttpServletResponse.SC_FORBIDDEN, IssueType.FORBIDDEN, area.people() + " only.");
    }

    private void write(HttpServletResponse response, int status, IssueType type, String diagnostics)
            throws IOException {
        outcomes.write(response, new RejectedRequest(status, new Issue(type, null, diagnostics)));
    }
}
