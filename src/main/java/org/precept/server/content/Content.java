package org.precept.server.content;

import java.util.List;
import java.util.Map;

/**
 * All content, parsed.
 *
 * @param resources every file under {@code fhir-resources/}; demo members only with the demo profile
 * @param cql CQL text by library name
 */
public record Content(List<ContentResource> resources, Map<String, String> cql) {
    /** Copies both. */
    public Content {
        resources = List.copyOf(resources);
        cql = Map.copyOf(cql);
    }
}
