package org.precept.dtr.inferno;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An answer as the suite reads it.
 *
 * @param status HTTP status
 * @param body of the answer
 */
record Received(int status, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The resource; missing when the body is not JSON. */
    JsonNode resource() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    String type() {
        return typeOf(resource());
    }

    /** The bundle itself, or those of the parameters, however they are named. */
    List<JsonNode> bundles() {
        if (type().equals("Bundle")) {
            return List.of(resource());
        }
        return elements(resource().path("parameter")).stream()
                .map(parameter -> parameter.path("resource"))
                .filter(resource -> typeOf(resource).equals("Bundle"))
                .toList();
    }

    List<JsonNode> entries(String type) {
        return bundles().stream()
                .flatMap(bundle -> elements(bundle.path("entry")).stream())
                .map(entry -> entry.path("resource"))
                .filter(resource -> typeOf(resource).equals(type))
                .toList();
    }

    /** Questionnaires contained in a response. */
    List<JsonNode> contained() {
        return elements(resource().path("contained")).stream()
                .filter(resource -> typeOf(resource).equals("Questionnaire"))
                .toList();
    }

    Set<String> libraryUrls() {
        Set<String> urls = new TreeSet<>();
        entries("Library").forEach(library -> urls.add(library.path("url").asText()));
        return urls;
    }

    static String typeOf(JsonNode resource) {
        return resource.path("resourceType").asText();
    }

    static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.elements().forEachRemaining(elements::add);
        return elements;
    }
}
