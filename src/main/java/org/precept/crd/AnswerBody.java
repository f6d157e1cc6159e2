package org.precept.crd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.crd.text.ResourceScanner;
import org.precept.record.CallId;

/** The answer to a hook call as JSON. */
final class AnswerBody {
    private AnswerBody() {}

    /**
     * Cards, and one system action per updated resource.
     *
     * @param call the call that is answered; the cards get their uuids from it
     * @param edition how topics are named
     * @param cards at most {@link CallId#MOST_CARDS}
     * @param updates the resources as JSON
     */
    static byte[] of(
            CallId call, Edition edition, List<Card> cards, List<String> updates, @Nullable Insurance insurance) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = ResourceScanner.JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("cards");
            for (int i = 0; i < cards.size(); i++) {
                cards.get(i).write(json, call.card(i + 1), edition.topics());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("systemActions");
            for (String updated : updates) {
                json.writeStartObject();
                json.writeStringField("type", "update");
                json.writeStringField(
                        "description",
                        insurance == null
                                ? "Added coverage information"
                                : "Added coverage information of "
                                        + insurance.payer().name());
                json.writeFieldName("resource");
                json.writeRawValue(updated);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return body.toByteArray();
    }
}
