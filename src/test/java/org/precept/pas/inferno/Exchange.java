package org.precept.pas.inferno;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, as the suite reads them.
 *
 * @param name of the request within its run
 * @param operation {@code submit} or {@code inquire}
 * @param edition of PAS that the base speaks, {@code 2.2.1} or {@code 2.0.1}
 * @param decision X12 306 code that the answer must hold; null when none is required
 * @param request body sent
 * @param status HTTP status
 * @param answer body received
 */
record Exchange(
        String name,
        String operation,
        String edition,
        @Nullable String decision,
        String request,
        int status,
        String answer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isInquiry() {
        return operation.equals("inquire");
    }

    JsonNode asked() {
        return read(request);
    }

    /** Missing when the answer is not JSON. */
    JsonNode answered() {
        return read(answer);
    }

    /** The answer's Bundle, or those of its parameters. */
    List<JsonNode> bundles() {
        JsonNode answered = answered();
        if (typeOf(answered).equals("Bundle")) {
            return List.of(answered);
        }
        return elements(answered.path("parameter")).stream()
                .map(parameter -> parameter.path("resource"))
                .filter(resource -> typeOf(resource).equals("Bundle"))
                .toList();
    }

    /** The Bundles and every resource in them. */
    List<JsonNode> resources() {
        List<JsonNode> resources = new ArrayList<>(bundles());
        bundles().forEach(bundle -> resources.addAll(resourcesIn(bundle)));
        return resources;
    }

    static List<JsonNode> resourcesIn(JsonNode bundle) {
        return elements(bundle.path("entry")).stream()
                .map(entry -> entry.path("resource"))
                .toList();
    }

    static String typeOf(JsonNode resource) {
        return resource.path("resourceType").asText();
    }

    static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.elements().forEachRemaining(elements::add);
        return elements;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return edition + " $" + operation + " " + name;
    }
}
