package org.precept.server.exchanges;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.record.PasExchange;
import org.precept.record.PasExchange.Kind;
import org.precept.record.PasExchanges;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Hands request and answer of the PAS operations to the metrics, after the answer was sent. */
final class ExchangeFilter extends OncePerRequestFilter {

    private static final Map<String, Kind> OPERATIONS = Map.of(
            "/Claim/$submit", Kind.SUBMIT, "/Claim/$inquire", Kind.INQUIRE, "/$submit-attachment", Kind.ATTACHMENT);

    private final PasExchanges exchanges;
    private final Clock clock;

    ExchangeFilter(PasExchanges exchanges, Clock clock) {
        this.exchanges = exchanges;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || kind(request) == null;
    }

    private static @Nullable Kind kind(HttpServletRequest request) {
        String path = request.getRequestURI();
        int base = path.indexOf("/fhir/");
        return base < 0
                ? null
                : OPERATIONS.get(path.substring(base + "/fhir".length()).replace("%24", "$"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Kind kind = kind(request);
        if (kind == null) {
            chain.doFilter(request, response);
            return;
        }
        Instant begin = clock.instant();
        // The limits have read the body already and hand it out as often as it is asked for.
        byte[] body = request.getInputStream().readAllBytes();
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, answer);
        } finally {
            byte[] said = answer.getContentAsByteArray();
            int status = answer.getStatus();
            answer.copyBodyToResponse();
            exchanges.exchanged(new PasExchange(kind, begin, clock.instant(), status, body, said));
        }
    }
}
