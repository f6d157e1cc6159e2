package org.precept.server.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the FHIRPath of an element of which the parser tells only its name and its parent's. */
final class JsonPaths {

    /** The parser does not always know the parent. */
    private static final String ANY = "";

    private JsonPaths() {}

    /** The path of the first such element; parent and name themselves when it is not in the file. */
    static String find(JsonNode resource, @Nullable String parent, String name) {
        String root = resource.path("resourceType").asText("");
        String nearest = parent == null ? root : parent;
        String fallback = name.isEmpty() ? nearest : nearest + "." + name;
        return search(resource, root, root, nearest.substring(nearest.lastIndexOf('.') + 1), name)
                .or(() -> name.isEmpty() ? Optional.empty() : search(resource, root, root, ANY, name))
                .orElse(fallback);
    }

    private static Optional<String> search(JsonNode node, String path, String last, String parent, String name) {
        if (node.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> each = node.fields(); each.hasNext(); ) {
                Map.Entry<String, JsonNode> field = each.next();
                String key = field.getKey();
                String here = path + "." + key;
                if (name.isEmpty()
                        ? key.equals(parent)
                        : key.equals(name) && (parent.equals(ANY) || last.equals(parent))) {
                    return Optional.of(here);
                }
                Optional<String> below = search(field.getValue(), here, key, parent, name);
                if (below.isPresent()) {
                    return below;
                }
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<String> below = search(node.get(i), path + "[" + i + "]", last, parent, name);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }
}
