package org.precept.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests to a FHIR base that want an answer in another format than JSON. */
final class JsonOnlyFilter extends OncePerRequestFilter {

    private static final List<MediaType> JSON = List.of(
            MediaType.parseMediaType("application/fhir+json"),
            MediaType.APPLICATION_JSON,
            MediaType.parseMediaType("application/json+fhir"),
            MediaType.parseMediaType("text/json"));
    /** A {@code +} that a client forgot to encode arrives as a space. */
    private static final Set<String> FORMATS = Set.of(
            "json",
            "text/json",
            "application/json",
            "application/fhir+json",
            "application/fhir json",
            "application/json+fhir",
            "application/json fhir");

    private final OutcomeWriter outcomes;

    JsonOnlyFilter(OutcomeWriter outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String[] formats = request.getParameterValues("_format");
        boolean wantsJson = formats == null
                ? acceptsJson(request)
                : List.of(formats).stream().allMatch(format -> FORMATS.contains(withoutParameters(format)));
        if (wantsJson) {
            chain.doFilter(request, response);
        } else {
            outcomes.write(
                    response,
                    new RejectedRequest(
                            HttpServletResponse.SC_NOT_ACCEPTABLE,
                            new Issue(
                                    IssueType.NOTSUPPORTED,
                                    null,
                                    "Only JSON is served. Send Accept: application/fhir+json, and no _format or"
                                            + " _format=json.")));
        }
    }

    private static String withoutParameters(String format) {
        int semicolon = format.indexOf(';');
        return (semicolon < 0 ? format : format.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean acceptsJson(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Accept"));
        if (headers.stream().allMatch(String::isBlank)) {
            return true;
        }
        try {
            return MediaType.parseMediaTypes(headers).stream()
                    .filter(range -> range.getQualityValue() > 0)
                    .anyMatch(range -> JSON.stream().anyMatch(range::includes));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
