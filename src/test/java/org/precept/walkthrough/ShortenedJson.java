package org.precept.walkthrough;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Compares an answer as the README shortens it with the whole answer: what is shown must be there. */
final class ShortenedJson {
    private ShortenedJson() {}

    /** What is shown but not in the answer; empty when the README tells the truth. {@code …} stands for any text. */
    static List<String> differences(JsonNode shown, JsonNode answer, String at) {
        if (shown.isObject()) {
            List<String> found = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : shown.properties()) {
                JsonNode there = answer.get(field.getKey());
                String path = at + "." + field.getKey();
                found.addAll(
                        there == null ? List.of(path + " is missing") : differences(field.getValue(), there, path));
            }
            return found;
        }
        if (shown.isArray()) {
            List<String> found = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                JsonNode element = shown.get(i);
                boolean there = StreamSupport.stream(answer.spliterator(), false)
                        .anyMatch(
                                candidate -> differences(element, candidate, at).isEmpty());
                if (!there) {
                    found.add(at + "[" + i + "] has no match: " + element);
                }
            }
            return found;
        }
        if (shown.isTextual() && answer.isTextual()) {
            return alike(shown.asText(), answer.asText())
                    ? List.of()
                    : List.of(at + " is '" + answer.asText() + "', shown '" + shown.asText() + "'");
        }
        return shown.equals(answer) ? List.of() : List.of(at + " is " + answer + ", shown " + shown);
    }

    private static boolean alike(String shown, String answer) {
        StringBuilder pattern = new StringBuilder();
        for (String part : shown.split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : "(?s).*").append(Pattern.quote(part));
        }
        return answer.matches(pattern.toString());
    }
}
