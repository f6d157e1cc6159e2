package org.precept.server.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Launches, authorization requests, codes and tokens that are in use; in memory. */
@Component
@Profile("demo")
class Sessions {

    private final Expiring<Launch> launches;
    private final Expiring<AuthorizationRequest> requests;
    private final Expiring<Grant> codes;
    private final Expiring<Access> tokens;

    Sessions(Clock clock) {
        // Opening the app again from the browser's history is fine for a while.
        launches = new Expiring<>(Duration.ofMinutes(10), clock);
        requests = new Expiring<>(Duration.ofMinutes(10), clock);
        codes = new Expiring<>(Duration.ofSeconds(60), clock);
        tokens = new Expiring<>(Duration.ofMinutes(60), clock);
    }

    /** Launches that an app may refer to. */
    Expiring<Launch> launches() {
        return launches;
    }

    /** Requests that wait until somebody has chosen a patient. */
    Expiring<AuthorizationRequest> requests() {
        return requests;
    }

    /** Authorization codes. */
    Expiring<Grant> codes() {
        return codes;
    }

    /** Access tokens. */
    Expiring<Access> tokens() {
        return tokens;
    }

    /** What a token opens. @param authorization value of the header */
    Optional<Access> access(String authorization) {
        String scheme = "Bearer ";
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? tokens.find(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
