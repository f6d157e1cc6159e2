package org.precept.server.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/** Checks the JWT of a hook call (CDS Hooks, "Trusting CDS Clients"). */
final class ClientTokens {

    /** How far clocks may differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);
    /** Longest life of a token, so that the memory of used ones stays small. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private static final int LONGEST_ID = 200;

    private final Map<String, Known> clients = new HashMap<>();
    private final SeenTokens seen;
    private final Clock clock;

    ClientTokens(HookClients configured, ResourceLoader files, SeenTokens seen, Clock clock) {
        configured
                .clients()
                .forEach(client -> clients.put(client.issuer(), new Known(client, ClientKeys.verifier(client, files))));
        this.seen = seen;
        this.clock = clock;
    }

    /** True when the token says, rightly or not, that it comes from a configured client. */
    boolean claimsToBeKnown(String token) {
        return issuer(token).map(clients::containsKey).orElse(false);
    }

    /**
     * Accepts a token once.
     *
     * @param token as it stands in the Authorization header
     * @param addresses the address of the call, in every accepted spelling
     * @return the issuer, who signed the token for this call
     * @throws RefusedToken when it is not valid, or cannot be checked now
     */
    String accept(String token, Set<String> addresses) {
        Known known = issuer(token)
                .map(clients::get)
                .orElseThrow(
                        () -> RefusedToken.invalid("its issuer (iss) is not configured here, or it is no signed JWT"));
        JWTClaimsSet claims = verified(token, known);
        Instant until = requireCurrent(claims);
        if (claims.getAudience().stream().noneMatch(addresses::contains)) {
            throw RefusedToken.invalid("its audience (aud) is not the address of this call");
        }
        requireTenant(claims, known.client());
        requireUnused(claims, known.client(), until);
        return known.client().issuer();
    }

    private static Optional<String> issuer(String token) {
        try {
            return Optional.ofNullable(JWTParser.parse(token).getJWTClaimsSet()).map(JWTClaimsSet::getIssuer);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static JWTClaimsSet verified(String token, Known known) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getKeyID() == null) {
                throw RefusedToken.invalid("it does not name its key (kid)");
            }
            if (jwt.getHeader().getJWKURL() != null
                    && ClientKeys.onTheNetwork(known.client())
                    && !jwt.getHeader()
                            .getJWKURL()
                            .toString()
                            .equals(known.client().jwks())) {
                throw RefusedToken.invalid("its jku is not where the keys of its issuer are");
            }
            return known.verifier().process(jwt, null);
        } catch (ParseException | BadJOSEException e) {
            throw RefusedToken.invalid(
                    "its signature does not fit a key of its issuer, or its alg or typ is not accepted");
        } catch (KeySourceException e) {
            throw RefusedToken.keysOutOfReach();
        } catch (JOSEException e) {
            throw RefusedToken.invalid("its signature cannot be checked");
        }
    }

    /** When the token expires, skew included. */
    private Instant requireCurrent(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        if (expires == null) {
            throw RefusedToken.invalid("it does not say when it expires (exp)");
        }
        if (issued == null) {
            throw RefusedToken.invalid("it does not say when it was issued (iat)");
        }
        Instant now = clock.instant();
        Instant until = expires.toInstant().plus(SKEW);
        if (now.isAfter(until)) {
            throw RefusedToken.invalid("it has expired (exp)");
        }
        if (issued.toInstant().minus(SKEW).isAfter(now)) {
            throw RefusedToken.invalid("it was issued in the future (iat)");
        }
        if (Duration.between(now, until).compareTo(LONGEST_LIFE.plus(SKEW)) > 0) {
            throw RefusedToken.invalid("it is valid for longer than an hour (exp)");
        }
        return until;
    }

    private static void requireTenant(JWTClaimsSet claims, HookClient client) {
        if (!client.tenants().isEmpty() && !client.tenants().contains(text(claims, "tenant"))) {
            throw RefusedToken.forbidden("The issuer may not call for this tenant.");
        }
    }

    private void requireUnused(JWTClaimsSet claims, HookClient client, Instant until) {
        String id = claims.getJWTID();
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            throw RefusedToken.invalid("it has no id (jti) of at most " + LONGEST_ID + " characters");
        }
        switch (seen.use(client.issuer(), id, until, clock.instant())) {
            case FIRST -> {}
            case AGAIN -> throw RefusedToken.invalid("it has been used before (jti)");
            case FULL -> throw RefusedToken.tooMany();
        }
    }

    private static String text(JWTClaimsSet claims, String name) {
        @Nullable Object value = claims.getClaim(name);
        return value instanceof String text ? text : "";
    }

    private record Known(HookClient client, JWTProcessor<SecurityContext> verifier) {}
}
