package org.precept.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;

/** What the server answered. */
public record Reply(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON; fails the test when it is something else. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + body, e);
        }
    }

    /** The value at a JSON pointer as text, empty when there is none. */
    public String at(String pointer) {
        return json().at(pointer).asText();
    }

    /** The first value of a header, empty when there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
