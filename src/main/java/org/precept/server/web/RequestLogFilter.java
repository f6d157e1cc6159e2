package org.precept.server.web;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** One log line and one timer per request: method, route without ids or query, status, duration, request id. */
final class RequestLogFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("org.precept.requests");

    private final RouteTemplate routes;
    private final MeterRegistry meters;

    RequestLogFilter(FhirContext fhir, MeterRegistry meters) {
        this.routes = new RouteTemplate(fhir.getResourceTypes());
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String id = RequestId.of(request);
        response.setHeader(RequestId.HEADER, id);
        MDC.put("requestId", id);
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            record(request, status, Duration.ofNanos(System.nanoTime() - start));
            MDC.remove("requestId");
        }
    }

    private void record(HttpServletRequest request, int status, Duration duration) {
        String method = method(request);
        String route = route(request);
        meters.timer("precept.requests", "method", method, "route", route, "status", Integer.toString(status))
                .record(duration);
        LOG.atLevel(route.startsWith("/actuator") ? Level.DEBUG : Level.INFO)
                .addKeyValue("http.request.method", method)
                .addKeyValue("http.route", route)
                .addKeyValue("http.response.status_code", status)
                .addKeyValue("event.duration", duration.toNanos())
                .log("{} {} {} {} ms", method, route, status, duration.toMillis());
    }

    private String route(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Optional<String> fhir = routes.of(path);
        if (fhir.isPresent()) {
            return fhir.get();
        }
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null && !"/error".equals(pattern)) {
            return pattern.toString();
        }
        if (path.startsWith("/cds-services") || path.startsWith("/2.0.1/cds-services")) {
            return path.substring(0, path.indexOf("/cds-services")) + "/cds-services/...";
        }
        if (path.startsWith("/admin")) {
            return "/admin/...";
        }
        if (path.startsWith("/review")) {
            return "/review/...";
        }
        return path.startsWith("/actuator") ? "/actuator/..." : "unknown";
    }

    /** The method is the sender's text as well. */
    private static String method(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" -> request.getMethod();
            default -> "OTHER";
        };
    }
}
