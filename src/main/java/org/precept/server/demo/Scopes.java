package org.precept.server.demo;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an app may do: the scopes that it asked for and this EHR knows, in the syntax of SMART App Launch 2 or 1. Data of
 * other patients is out of reach whatever they say.
 *
 * @param granted the scopes as the app wrote them
 */
record Scopes(Set<String> granted) {

    static final String LAUNCH = "launch";
    static final String LAUNCH_PATIENT = "launch/patient";
    static final String OPENID = "openid";

    private static final Set<String> PLAIN = Set.of(LAUNCH, LAUNCH_PATIENT, OPENID, "fhirUser");
    private static final Pattern DATA =
            Pattern.compile("(?:patient|user)/(\\*|[A-Z][A-Za-z]{1,63})\\.(read|write|\\*|(?=.)c?r?u?d?s?)");

    Scopes {
        granted = Set.copyOf(granted);
    }

    /** @param requested scopes between spaces */
    static Scopes of(String requested) {
        Set<String> granted = new TreeSet<>();
        for (String scope : requested.split(" ")) {
            if (PLAIN.contains(scope) || DATA.matcher(scope).matches()) {
                granted.add(scope);
            }
        }
        return new Scopes(granted);
    }

    boolean contains(String scope) {
        return granted.contains(scope);
    }

    boolean allows(Interaction interaction, String resourceType) {
        return granted.stream()
                .map(DATA::matcher)
                .filter(Matcher::matches)
                .filter(scope -> scope.group(1).equals("*") || scope.group(1).equals(resourceType))
                .anyMatch(scope -> interaction.isIn(scope.group(2)));
    }

    /** The scopes between spaces, sorted. */
    @Override
    public String toString() {
        return String.join(" ", new TreeSet<>(granted));
    }

    /** What can be done with resources of one type. */
    enum Interaction {
        READ("r", "read"),
        SEARCH("s", "read"),
        CREATE("c", "write"),
        UPDATE("u", "write");

        private final String letter;
        private final String older;

        Interaction(String letter, String older) {
            this.letter = letter;
            this.older = older;
        }

        private boolean isIn(String permissions) {
            return switch (permissions) {
                case "*" -> true;
                case "read", "write" -> permissions.equals(older);
                default -> permissions.contains(letter);
            };
        }
    }
}
