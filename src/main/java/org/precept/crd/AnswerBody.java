package org.precept.crd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a hook call as JSON. */
final class AnswerBody {
    private AnswerBody() {}

    /**
     * Cards, and one system action per updated resource.
     *
     * @param updates the resources as JSON
     */
    static byte[] of(List<Card> cards, List<String> updates, @Nullable Insurance insurance) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = ResourceScanner.JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("cards");
            for (Card card : cards) {
                card.write(json);
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
