package org.precept.crd.inferno;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A hook call and its answer.
 *
 * @param request body of the call
 * @param status HTTP status of the answer
 * @param body of the answer
 */
record Exchange(JsonNode request, int status, String body) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PRIMARY = Set.of("appointment-book", "order-sign", "order-dispatch");

    String hook() {
        return request.path("hook").asText();
    }

    boolean primary() {
        return PRIMARY.contains(hook());
    }

    /** The answer; missing when it is not JSON. */
    JsonNode answer() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    List<JsonNode> cards() {
        return elements(answer().path("cards"));
    }

    List<JsonNode> systemActions() {
        return elements(answer().path("systemActions"));
    }

    /** References of the orders that were sent as drafts. */
    List<String> draftOrders() {
        return elements(request.at("/context/draftOrders/entry")).stream()
                .map(entry -> entry.path("resource"))
                .map(resource -> resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText())
                .toList();
    }

    static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.elements().forEachRemaining(elements::add);
        return elements;
    }
}
