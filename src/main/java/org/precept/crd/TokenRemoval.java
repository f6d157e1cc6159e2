package org.precept.crd;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the access token out of a hook call before the call is kept. */
final class TokenRemoval {
    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);
    private static final byte[] NOTHING = {};

    private TokenRemoval() {}

    /** The body with the tokens of {@code fhirAuthorization} removed; empty when it is not one JSON object. */
    static byte[] from(byte[] body) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        int copied = 0;
        try (JsonParser json = ResourceScanner.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            ResourceScanner scanner = new ResourceScanner(body, json);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean authorization = json.currentName().equals("fhirAuthorization");
                if (json.nextToken() != JsonToken.START_OBJECT || !authorization) {
                    json.skipChildren();
                    continue;
                }
                kept.write(body, copied, scanner.start() - copied);
                ObjectNode rest = TREE.readTree(json);
                rest.remove("access_token");
                rest.remove("refresh_token");
                rest.remove("id_token");
                kept.writeBytes(TREE.writeValueAsBytes(rest));
                copied = scanner.end();
            }
        } catch (IOException e) {
            return NOTHING;
        }
        kept.write(body, copied, body.length - copied);
        return kept.toByteArray();
    }
}
