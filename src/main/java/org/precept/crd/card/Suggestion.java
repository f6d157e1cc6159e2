package org.precept.crd.card;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** What a client can do at the user's word. */
public sealed interface Suggestion {

    /** What it does, for people. */
    String label();

    /** Writes the actions. */
    void actions(JsonGenerator json) throws IOException;

    /** True when choosing one makes the others of the card pointless. */
    boolean excludesOthers();

    /**
     * One more order: a single {@code create} (CRD 2.2.1, "Identify Additional Orders").
     *
     * @param title what is ordered, for people
     */
    record Addition(String title, NewOrder order) implements Suggestion {
        @Override
        public String label() {
            return "Order: " + title;
        }

        @Override
        public void actions(JsonGenerator json) throws IOException {
            create(json, "Add an order for: " + title, order);
        }

        @Override
        public boolean excludesOthers() {
            return false;
        }
    }

    /**
     * Another order in place of one: {@code delete} and {@code create} (CRD 2.2.1, "Propose Alternate Request"; resp-53).
     *
     * @param title what is ordered instead, for people
     * @param replaced reference of the draft order that goes
     * @param order of the same type as the one that goes
     */
    record Replacement(String title, String replaced, NewOrder order) implements Suggestion {
        @Override
        public String label() {
            return "Order instead: " + title;
        }

        @Override
        public void actions(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", "delete");
            json.writeStringField("description", "Remove the draft order " + replaced);
            json.writeStringField("resourceId", replaced);
            json.writeEndObject();
            create(json, "Add a draft order for: " + title + ", without dosage", order);
        }

        @Override
        public boolean excludesOthers() {
            return true;
        }
    }

    /** Writes the suggestions of a card; their uuids follow from the card's, so that feedback leads back to them. */
    static void writeAll(JsonGenerator json, List<Suggestion> suggestions, UUID card) throws IOException {
        json.writeArrayFieldStart("suggestions");
        for (int i = 0; i < suggestions.size(); i++) {
            Suggestion suggestion = suggestions.get(i);
            json.writeStartObject();
            json.writeStringField("label", suggestion.label());
            json.writeStringField(
                    "uuid",
                    UUID.nameUUIDFromBytes((card + "/" + (i + 1)).getBytes(UTF_8))
                            .toString());
            json.writeArrayFieldStart("actions");
            suggestion.actions(json);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        boolean one = suggestions.stream().anyMatch(Suggestion::excludesOthers);
        json.writeStringField("selectionBehavior", one ? "at-most-one" : "any");
    }

    private static void create(JsonGenerator json, String description, NewOrder order) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "create");
        json.writeStringField("description", description);
        json.writeFieldName("resource");
        order.write(json);
        json.writeEndObject();
    }
}
