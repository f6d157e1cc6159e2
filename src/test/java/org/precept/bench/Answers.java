package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.precept.bench.KillCase.Item;

/** Reads what an answer says of its items. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ClaimResponse of a response Bundle. */
    static JsonNode response(String body) {
        return json(body).at("/entry/0/resource");
    }

    /**
     * What an answer says.
     *
     * @param id of the ClaimResponse
     * @param items by sequence
     */
    record Said(String id, Map<Integer, Item> items) {}

    /** Reads a ClaimResponse whole. */
    static Said said(JsonNode response) {
        Map<Integer, Item> items = new TreeMap<>();
        for (JsonNode item : response.path("item")) {
            JsonNode review = extension(item.at("/adjudication/0"), "reviewAction");
            String action = extension(review, "reviewActionCode")
                    .at("/valueCodeableConcept/coding/0/code")
                    .asText();
            String reason = extension(review, "reasonCode")
                    .at("/valueCodeableConcept/coding/0/code")
                    .asText();
            String granted = extension(review, "number").path("valueString").asText();
            String trace = extension(item, "administrationReferenceNumber")
                    .path("valueString")
                    .asText();
            items.put(
                    item.path("itemSequence").asInt(),
                    new Item(status(action, reason), granted.isEmpty() ? trace : granted));
        }
        return new Said(response.path("id").asText(), items);
    }

    private static String status(String action, String reason) {
        return switch (action) {
            case "A1" -> "APPROVED";
            case "A6" -> "MODIFIED";
            case "A3" -> "DENIED";
            case "A4" -> reason.equals("0U") ? "PENDED_DOCUMENTS" : "PENDED_REVIEW";
            case "C" -> "CANCELLED";
            default -> "IN_ERROR";
        };
    }

    private static JsonNode extension(JsonNode element, String name) {
        for (JsonNode extension : element.path("extension")) {
            String url = extension.path("url").asText();
            if (url.equals(name) || url.endsWith("/extension-" + name)) {
                return extension;
            }
        }
        return JSON.missingNode();
    }
}
