package org.precept.server.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an authorization code stands for. It can be redeemed once. */
final class Grant {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final AuthorizationRequest request;
    private final Launch launch;
    private boolean used;
    private @Nullable String token;

    Grant(AuthorizationRequest request, Launch launch) {
        this.request = request;
        this.launch = launch;
    }

    AuthorizationRequest request() {
        return request;
    }

    Launch launch() {
        return launch;
    }

    /** Claims the only use, whatever comes of it. @return false when it was used before */
    synchronized boolean use() {
        boolean first = !used;
        used = true;
        return first;
    }

    /** Notes the token that it was redeemed for, so that a second use of the code can end it. */
    synchronized void redeemedFor(String issued) {
        token = issued;
    }

    synchronized Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** Whether it was this app that asked: PKCE with S256 (RFC 7636). */
    boolean verifies(String verifier) {
        if (!VERIFIER.matcher(verifier).matches()) {
            return false;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII),
                    request.challenge().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
