package org.precept.server.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.OutcomeWriter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/** Lets scripts of the allowed origins read the answers of the hooks; a call from any other origin is refused. */
final class BrowserOrigins {

    private static final long PREFLIGHT_SECONDS = 3600;

    private BrowserOrigins() {}

    static CorsFilter filter(List<String> allowed, OutcomeWriter outcomes) {
        CorsConfiguration configuration = new CorsConfiguration();
        allowed.forEach(origin -> configuration.addAllowedOriginPattern(ports(origin)));
        configuration.setAllowedMethods(List.of("GET", "POST"));
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(List.of("ETag", "WWW-Authenticate", "X-Request-Id"));
        configuration.setAllowCredentials(false);
        configuration.setAllowPrivateNetwork(true);
        configuration.setMaxAge(PREFLIGHT_SECONDS);
        CorsFilter filter = new CorsFilter(request -> configuration);
        filter.setCorsProcessor(new Refusing(outcomes));
        return filter;
    }

    /** {@code http://localhost:*} means any port and none. */
    private static String ports(String origin) {
        return origin.endsWith(":*") ? origin.substring(0, origin.length() - 1) + "[*]" : origin;
    }

    /** Says what is wrong as every other error here does. */
    private static final class Refusing extends DefaultCorsProcessor {
        private final OutcomeWriter outcomes;

        private Refusing(OutcomeWriter outcomes) {
            this.outcomes = outcomes;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            response.getHeaders().setContentType(MediaType.valueOf("application/fhir+json"));
            response.getBody()
                    .write(outcomes.text(new RejectedRequest(
                                    HttpStatus.FORBIDDEN.value(),
                                    new Issue(
                                            IssueType.FORBIDDEN,
                                            null,
                                            "Scripts of this origin may not call the hooks this way. Allow the origin"
                                                    + " with precept.crd.allowed-origins; methods are GET and POST.")))
                            .getBytes(StandardCharsets.UTF_8));
            response.flush();
        }
    }
}
