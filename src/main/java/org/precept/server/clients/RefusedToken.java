package org.precept.server.clients;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** The JWT of a call is missing, not valid, or cannot be checked. Nothing of the token is repeated. */
final class RefusedToken extends RejectedRequest {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final String challenge;

    private RefusedToken(int status, IssueType type, String diagnostics, String challenge) {
        super(status, new Issue(type, null, diagnostics));
        this.challenge = challenge;
    }

    static RefusedToken missing() {
        return new RefusedToken(
                UNAUTHORIZED,
                IssueType.LOGIN,
                "This call needs a token: send Authorization: Bearer with a JWT as CDS Hooks describes it, signed by a"
                        + " client that is configured here.",
                "Bearer realm=\"Precept hooks\"");
    }

    static RefusedToken invalid(String why) {
        return new RefusedToken(
                UNAUTHORIZED,
                IssueType.LOGIN,
                "The token of this call is not accepted: " + why + ".",
                "Bearer realm=\"Precept hooks\", error=\"invalid_token\"");
    }

    static RefusedToken forbidden(String why) {
        return new RefusedToken(FORBIDDEN, IssueType.FORBIDDEN, why, "");
    }

    static RefusedToken keysOutOfReach() {
        return new RefusedToken(
                UNAVAILABLE,
                IssueType.TRANSIENT,
                "The keys of the token's issuer cannot be read at the moment, so the token cannot be checked.",
                "");
    }

    static RefusedToken tooMany() {
        return new RefusedToken(
                UNAVAILABLE, IssueType.THROTTLED, "More tokens are in use than this server keeps track of.", "");
    }

    /** Value of WWW-Authenticate; empty when another token would not help. */
    String challenge() {
        return challenge;
    }

    /** True when the token could not be checked, whatever it is. */
    boolean undecided() {
        return status() == UNAVAILABLE;
    }
}
