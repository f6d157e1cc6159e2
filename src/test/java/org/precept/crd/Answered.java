package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.precept.crd.coverage.CoverageInformation;

/** An answer to a hook call, read for assertions. */
record Answered(HookAnswer answer, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Answered(HookAnswer answer) {
        this(answer, read(answer.body()));
    }

    static Answered of(String body) {
        return new Answered(null, read(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The coverage-information extensions of the updated order. */
    List<JsonNode> statements(int action) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode extension : json.at("/systemActions/" + action + "/resource/extension")) {
            if (extension.path("url").asText().equals(CoverageInformation.URL)) {
                found.add(extension);
            }
        }
        return found;
    }

    /** Values of the parts with the url in the only statement of the first order, as text or JSON. */
    List<String> said(String url) {
        return said(0, url);
    }

    List<String> said(int action, String url) {
        List<String> found = new ArrayList<>();
        for (JsonNode part : statements(action).get(0).path("extension")) {
            if (part.path("url").asText().equals(url)) {
                part.fields().forEachRemaining(field -> {
                    if (field.getKey().startsWith("value")) {
                        found.add(
                                field.getValue().isTextual()
                                        ? field.getValue().textValue()
                                        : field.getValue().toString());
                    }
                });
            }
        }
        return found;
    }

    List<String> topics() {
        return json.at("/cards").findValues("topic").stream()
                .map(topic -> topic.path("code").asText())
                .toList();
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
