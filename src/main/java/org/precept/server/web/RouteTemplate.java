package org.precept.server.web;

import java.util.Set;
import java.util.regex.Pattern;

/** Turns a path under {@code /fhir} into one without identifiers: {@code /fhir/Patient/{id}}. */
final class RouteTemplate {

    private static final Pattern OPERATION = Pattern.compile("\\$[a-z][a-zA-Z-]{0,40}");
    private static final Set<String> WORDS = Set.of("metadata", "_history", "_search");

    private final Set<String> resourceTypes;

    RouteTemplate(Set<String> resourceTypes) {
        this.resourceTypes = resourceTypes;
    }

    /** @param path the path below {@code /fhir}, with or without leading slash */
    String of(String path) {
        StringBuilder template = new StringBuilder("/fhir");
        for (String segment : path.split("/")) {
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
