package org.precept.server.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns a path under a FHIR base into one without identifiers: {@code /fhir/Patient/{id}}. */
final class RouteTemplate {

    private static final Pattern OPERATION = Pattern.compile("\\$[a-z][a-zA-Z-]{0,40}");
    private static final List<String> BASES = List.of("/fhir", "/2.0.1/fhir");
    private static final Set<String> WORDS = Set.of("metadata", "_history", "_search");

    private final Set<String> resourceTypes;

    RouteTemplate(Set<String> resourceTypes) {
        this.resourceTypes = resourceTypes;
    }

    /**
     * The path without identifiers.
     *
     * @param path of the request
     * @return empty when it is not under a FHIR base
     */
    Optional<String> of(String path) {
        return BASES.stream()
                .filter(base -> path.equals(base) || path.startsWith(base + "/"))
                .map(base -> template(base, path.substring(base.length())))
                .findFirst();
    }

    private String template(String base, String below) {
        StringBuilder template = new StringBuilder(base);
        for (String segment : below.split("/")) {
            if (!segment.isEmpty()) {
                template.append('/').append(isPublic(segment) ? segment : "{id}");
            }
        }
        return template.toString();
    }

    private boolean isPublic(String segment) {
        return WORDS.contains(segment)
                || resourceTypes.contains(segment)
                || OPERATION.matcher(segment).matches();
    }
}
