package org.precept.pas.notify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may subscribe to news about whose requests, prefix {@code precept.pas}.
 *
 * @param submitters by name; empty: whoever reaches this server
 * @param requireToken whether a Subscription needs a submitter's token; by default it does when there are submitters
 */
@ConfigurationProperties("precept.pas")
record Submitters(
        @DefaultValue Map<String, Submitter> submitters,
        @Nullable Boolean requireToken) {

    private static final String PROPERTY = "precept.pas.submitters";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException for a token that two have, or that nobody can have
     */
    Submitters {
        Set<String> tokens = new HashSet<>();
        submitters.forEach((name, submitter) -> {
            if (!tokens.add(submitter.tokenSha256())) {
                throw new IllegalArgumentException(PROPERTY + "." + name + " has the token of another submitter");
            }
        });
        if (Boolean.TRUE.equals(requireToken) && submitters.isEmpty()) {
            throw new IllegalArgumentException(
                    "precept.pas.require-token=true, but " + PROPERTY + " names nobody: nobody could subscribe");
        }
        submitters = Map.copyOf(submitters);
    }

    /** Whether a caller without a token is refused. */
    boolean tokenRequired() {
        return requireToken == null ? !submitters.isEmpty() : requireToken;
    }

    /**
     * True when a submitter is configured to be this sending system, with the identifier's system or without: a request is
     * known by both.
     */
    boolean isTaken(String identifier) {
        String value = value(identifier);
        return submitters.values().stream()
                .flatMap(each -> each.identifiers().stream())
                .anyMatch(taken -> value(taken).equals(value));
    }

    private static String value(String identifier) {
        return identifier.substring(identifier.lastIndexOf('|') + 1);
    }

    /** Name of the submitter whose token it is, by the token's digest. */
    Map<String, String> byToken() {
        Map<String, String> names = new HashMap<>();
        submitters.forEach((name, submitter) -> names.put(submitter.tokenSha256(), name));
        return names;
    }

    /**
     * A system that sends requests.
     *
     * @param tokenSha256 SHA-256 of its bearer token, in hexadecimal
     * @param identifiers of the sending system, as its requests have them
     * @param endpoints addresses that notifications may be sent to, with everything below them
     */
    record Submitter(
            String tokenSha256,
            @DefaultValue Set<String> identifiers,
            @DefaultValue List<String> endpoints) {
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        /** Checks and copies. @throws IllegalArgumentException for what is no digest, no identifier or no address */
        Submitter {
            if (isNoDigest(tokenSha256)) {
                throw new IllegalArgumentException(PROPERTY
                        + ": a token-sha256 is not a SHA-256 digest in lower-case hexadecimal. Take it of the token,"
                        + " for example by printf %s \"$TOKEN\" | sha256sum; the token does not belong here.");
            }
            if (identifiers.isEmpty()) {
                throw new IllegalArgumentException(PROPERTY + ": a submitter has no identifiers");
            }
            endpoints.forEach(AllowedEndpoint::of);
            identifiers = Set.copyOf(identifiers);
            endpoints = List.copyOf(endpoints);
        }

        /** Hides the digest. */
        @Override
        public String toString() {
            return "Submitter" + identifiers;
        }

        @SuppressWarnings("NullAway") // the binder passes null for what is not configured
        private static boolean isNoDigest(String text) {
            return text == null || !SHA256.matcher(text).matches();
        }
    }
}
