package org.precept.crd.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes the access token out of a hook call before the call is kept. */
public final class TokenRemoval {
    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);
    private static final List<String> TOKENS = List.of("access_token", "refresh_token", "id_token");
    private static final byte[] NOTHING = {};

    private TokenRemoval() {}

    /** The body with the tokens of {@code fhirAuthorization} removed; empty when it is not one sound JSON object. */
    public static byte[] from(byte[] body) {
        byte[] kept = body;
        try (JsonParser json = ResourceScanner.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            ResourceScanner scanner = new ResourceScanner(body, json);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean authorization = json.currentName().equals("fhirAuthorization");
                json.nextToken();
                int start = scanner.start();
                if (authorization && kept != body) {
                    return NOTHING;
                } else if (authorization) {
                    JsonNode value = TREE.readTree(json);
                    kept = from(body, start, scanner.end(), value);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return NOTHING;
        }
        return kept;
    }

    /**
     * The body with an authorization written anew without its tokens.
     *
     * @param start where the authorization begins in the body
     * @param end where it ends, exclusive
     */
    public static byte[] from(byte[] body, int start, int end, JsonNode authorization) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        kept.write(body, 0, start);
        if (authorization instanceof ObjectNode object) {
            ObjectNode rest = object.deepCopy();
            rest.remove(TOKENS);
            kept.writeBytes(TREE.writeValueAsBytes(rest));
        } else {
            kept.writeBytes("null".getBytes(StandardCharsets.UTF_8));
        }
        kept.write(body, end, body.length - end);
        return kept.toByteArray();
    }
}
