package org.precept.server.demo;

/** An error of the authorization server, in the words of RFC 6749. */
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String description;

    OAuthError(String code, String description) {
        super(code + ": " + description);
        this.code = code;
        this.description = description;
    }

    /** E.g. {@code invalid_grant}. */
    String code() {
        return code;
    }

    /** What to do about it. */
    String description() {
        return description;
    }
}
