package org.precept.server.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.OutcomeWriter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the body of every POST, PUT and PATCH, checks it, and hands the same bytes on; and looks at every query. */
final class RequestLimitFilter extends OncePerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> JSON = Set.of(
            "application/fhir+json",
            "application/json",
            "application/json+fhir",
            "application/json-patch+json",
            "text/json");
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;

    private final RequestLimits limits;
    private final JsonScan scan;
    private final OutcomeWriter outcomes;
    private final BiConsumer<String, RejectedRequest> stopped;

    /** @param stopped hears the path of what was refused */
    RequestLimitFilter(RequestLimits limits, OutcomeWriter outcomes, BiConsumer<String, RejectedRequest> stopped) {
        this.limits = limits;
        this.scan = new JsonScan(limits);
        this.outcomes = outcomes;
        this.stopped = stopped;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest checked;
        try {
            checked = checked(request);
        } catch (RejectedRequest e) {
            stopped.accept(request.getRequestURI(), e);
            outcomes.write(response, e);
            return;
        }
        chain.doFilter(checked, response);
    }

    private HttpServletRequest checked(HttpServletRequest request) throws IOException {
        requireText(request.getQueryString());
        return WITH_BODY.contains(request.getMethod().toUpperCase(Locale.ROOT)) ? withBody(request) : request;
    }

    /** No text has the character, and PostgreSQL looks for none that has. */
    private static void requireText(@Nullable String text) {
        if (text != null && (text.contains("%00") || text.indexOf(0) >= 0)) {
            throw rejected(
                    HttpServletResponse.SC_BAD_REQUEST,
                    IssueType.VALUE,
                    "A parameter holds the character U+0000. Send it without.");
        }
    }

    private HttpServletRequest withBody(HttpServletRequest request) throws IOException {
        requireNoEncoding(request.getHeader("Content-Encoding"));
        MediaType type = mediaType(request.getContentType());
        if (type != null && type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED)) {
            checkForm(request);
            return request;
        }
        requireJson(type);
        long limit = limits.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        byte[] body = request.getInputStream().readNBytes((int) limit + 1);
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        if (body.length > 0) {
            scan.check(body);
        }
        return new RequestWithBody(request, body);
    }

    /** A form's parameters are read by the servlet container, so its size must be known beforehand. */
    private void checkForm(HttpServletRequest request) {
        if (request.getContentLengthLong() < 0) {
            throw rejected(LENGTH_REQUIRED, IssueType.REQUIRED, "Send Content-Length with a form.");
        }
        long limit = limits.maxForm().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        request.getParameterMap().forEach((name, values) -> {
            requireText(name);
            Arrays.stream(values).forEach(RequestLimitFilter::requireText);
        });
    }

    private static void requireNoEncoding(@Nullable String encoding) {
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw rejected(
                    UNSUPPORTED,
                    IssueType.NOTSUPPORTED,
                    "Content-Encoding is not accepted. Send the body uncompressed.");
        }
    }

    private static void requireJson(@Nullable MediaType type) {
        if (type == null) {
            return;
        }
        if (!JSON.contains(type.getType() + "/" + type.getSubtype())) {
            throw rejected(
                    UNSUPPORTED,
                    IssueType.NOTSUPPORTED,
                    "Only JSON is accepted. Send application/fhir+json or application/json.");
        }
        String charset = type.getParameter("charset");
        if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw rejected(UNSUPPORTED, IssueType.NOTSUPPORTED, "Only UTF-8 is accepted. Send charset=utf-8 or none.");
        }
    }

    private static @Nullable MediaType mediaType(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return null;
        }
        try {
            return MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw rejected(
                    UNSUPPORTED,
                    IssueType.NOTSUPPORTED,
                    "Content-Type cannot be read. Send application/fhir+json or application/json.");
        }
    }

    private static RejectedRequest tooLarge(long limit) {
        return rejected(
                TOO_LARGE,
                IssueType.TOOLONG,
                "The body is larger than " + limit + " bytes. Send less, for example without attachments that this"
                        + " request does not need.");
    }

    private static RejectedRequest rejected(int status, IssueType type, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, null, diagnostics));
    }
}
