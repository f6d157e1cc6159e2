package org.precept.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Reads responses in tests. */
final class Responses {

    private Responses() {}

    static JsonNode item(JsonNode response, String linkId) {
        for (JsonNode item : response.path("item")) {
            if (item.path("linkId").asText().equals(linkId)) {
                return item;
            }
        }
        throw new AssertionError(linkId + " is not in " + response);
    }

    static List<String> sources(JsonNode items) {
        return items.findParents("url").stream()
                .filter(part -> part.path("url").asText().equals("source"))
                .map(part -> part.path("valueCode").asText())
                .toList();
    }

    static List<String> codes(JsonNode items) {
        return items.findParents("code").stream().map(JsonNode::toString).toList();
    }

    /** Each answer in the order of the response: linkId and what it says. */
    static List<String> values(JsonNode items) {
        return Stream.of(items)
                .flatMap(level -> stream(level))
                .flatMap(item -> Stream.concat(
                        stream(item.path("answer"))
                                .flatMap(answer -> Stream.concat(
                                        Stream.of(item.path("linkId").asText() + " " + said(answer)),
                                        values(answer.path("item")).stream())),
                        values(item.path("item")).stream()))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        Stream.Builder<JsonNode> all = Stream.builder();
        array.forEach(all);
        return all.build();
    }

    private static String said(JsonNode answer) {
        JsonNode file = answer.path("valueAttachment");
        if (file.isObject()) {
            return String.join(
                    " ",
                    file.path("title").asText(),
                    file.path("contentType").asText(),
                    file.path("size").asText(),
                    file.path("data").asText());
        }
        if (answer.has("valueDateTime")) {
            return answer.path("valueDateTime").asText().substring(0, "2026-09-18T10:30".length());
        }
        return Stream.of("/valueCoding/code", "/valueQuantity/value")
                .map(answer::at)
                .filter(JsonNode::isValueNode)
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText)
                .findFirst()
                .orElseGet(() -> plain(answer));
    }

    private static String plain(JsonNode answer) {
        return Stream.of("Boolean", "Date", "Integer", "Decimal", "String", "Time", "Uri")
                .map(type -> answer.path("value" + type))
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }
}
