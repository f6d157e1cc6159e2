package org.precept.criteria;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/**
 * ELM in JSON without what says nothing: empty lists, what its schema presumes (public access, casts that are not strict), and
 * the signatures of operators, which no engine needs to choose one (those of overloaded functions stay). A third smaller; forms carry it to clients.
 */
final class CompactElm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CompactElm() {}

    /**
     * The same library.
     *
     * @param elm JSON as the translator writes it
     */
    static String of(String elm) {
        try {
            JsonNode library = JSON.readTree(elm);
            prune(library);
            return JSON.writeValueAsString(library);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the translator's ELM is not JSON", e);
        }
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean function = "FunctionRef".equals(object.path("type").asText());
            for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
                Map.Entry<String, JsonNode> member = members.next();
                if (saysNothing(member.getKey(), member.getValue(), function)) {
                    members.remove();
                }
            }
        }
        node.forEach(CompactElm::prune);
    }

    private static boolean saysNothing(String name, JsonNode value, boolean function) {
        return (value.isArray() && value.isEmpty())
                || (name.equals("signature") && !function)
                || (name.equals("strict") && !value.asBoolean())
                || (name.equals("accessLevel") && "Public".equals(value.asText()));
    }
}
