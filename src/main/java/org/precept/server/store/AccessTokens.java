package org.precept.server.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Keeps access tokens out of what is stored, should a caller not have removed them. */
final class AccessTokens {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
    private static final String FIELD = "access_token";

    private AccessTokens() {}

    /** The body unless it may hold a token; then the body without it, or a note in its place when it is not JSON. */
    static byte[] removedFrom(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        // An escape could spell the field's name.
        if (!text.contains(FIELD) && !text.contains("\\u")) {
            return body;
        }
        try {
            JsonNode root = JSON.readTree(body);
            return remove(root) ? JSON.writeValueAsBytes(root) : body;
        } catch (IOException e) {
            return note(body);
        }
    }

    private static boolean remove(JsonNode node) {
        boolean removed = node instanceof ObjectNode object && object.remove(FIELD) != null;
        for (JsonNode child : node) {
            removed |= remove(child);
        }
        return removed;
    }

    private static byte[] note(byte[] body) {
        return ("A body of " + body.length + " bytes that is not JSON, left out because it may hold an access token.")
                .getBytes(StandardCharsets.UTF_8);
    }
}
