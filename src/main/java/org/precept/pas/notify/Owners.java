package org.precept.pas.notify;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.notify.Submitters.Submitter;

/**
 * Tells owners by their bearer tokens. Where no submitter's token is required any other is as good: who comes with it again is
 * the same owner, and those without one are one owner together. That is safe on loopback only, where such a server is kept.
 */
final class Owners {
    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Bearer ";
    private static final String SUBMITTER = "submitter:";
    private static final String TOKEN = "token:";
    private static final String ANYBODY = "anybody";

    private final Submitters configured;
    private final Map<String, String> byToken;

    Owners(Submitters configured) {
        this.configured = configured;
        this.byToken = configured.byToken();
    }

    /**
     * The owner who calls.
     *
     * @param authorization header of the call; null when there is none
     * @throws RejectedRequest 401 for a token that nobody has, or none where one is required
     */
    Owner calling(@Nullable String authorization) {
        String digest = digest(authorization);
        if (digest == null) {
            if (configured.tokenRequired()) {
                throw refused("Send the bearer token of a submitter in the Authorization header.");
            }
            return new Owner(ANYBODY, null);
        }
        String name = byToken.get(digest);
        if (name != null) {
            return new Owner(SUBMITTER + name, configured.submitters().get(name));
        }
        if (configured.tokenRequired()) {
            throw refused("The bearer token is not that of a submitter known here.");
        }
        return new Owner(TOKEN + digest, null);
    }

    /** The owner of a stored Subscription; empty when there is nobody of that name (any more). */
    Optional<Owner> named(String name) {
        if (!name.startsWith(SUBMITTER)) {
            return configured.tokenRequired() ? Optional.empty() : Optional.of(new Owner(name, null));
        }
        Submitter submitter = configured.submitters().get(name.substring(SUBMITTER.length()));
        return Optional.ofNullable(submitter).map(known -> new Owner(name, known));
    }

    /** True when the owner may hear of requests that this system sent (spec-59). */
    boolean maySubscribe(Owner owner, String identifier) {
        return owner.submitter() == null
                ? !configured.isTaken(identifier)
                : owner.submitter().identifiers().contains(identifier);
    }

    private static @Nullable String digest(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return token.isEmpty()
                ? null
                : Hashing.sha256().hashString(token, StandardCharsets.UTF_8).toString();
    }

    private static RejectedRequest refused(String what) {
        return new RejectedRequest(UNAUTHORIZED, new Issue(IssueType.LOGIN, null, what));
    }
}
