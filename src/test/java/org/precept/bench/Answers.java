package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads what an answer says of its first item. */
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

    /** X12 306 action of the first item. */
    static String action(JsonNode response) {
        JsonNode review = extension(response.at("/item/0/adjudication/0"), "reviewAction");
        return extension(review, "reviewActionCode")
                .at("/valueCodeableConcept/coding/0/code")
                .asText();
    }

    /** Authorization number of the first item, else its trace number. */
    static String number(JsonNode response) {
        JsonNode review = extension(response.at("/item/0/adjudication/0"), "reviewAction");
        String number = extension(review, "number").path("valueString").asText();
        return number.isEmpty()
                ? extension(response.at("/item/0"), "administrationReferenceNumber")
                        .path("valueString")
                        .asText()
                : number;
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
