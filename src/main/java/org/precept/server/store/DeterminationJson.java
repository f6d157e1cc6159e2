package org.precept.server.store;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.precept.record.KeptDetermination;

/** Kept determinations as JSON. Decimals keep their digits, and codings the parts that criteria can see. */
final class DeterminationJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(new CodingWriter())
                    .addDeserializer(Coding.class, new CodingReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(Include.NON_NULL)
            .build();

    private DeterminationJson() {}

    static String write(KeptDetermination determination) {
        try {
            return JSON.writeValueAsString(determination);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A determination cannot be written as JSON", e);
        }
    }

    static KeptDetermination read(String json) {
        try {
            return JSON.readValue(json, KeptDetermination.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored determination cannot be read", e);
        }
    }

    private static final class CodingWriter extends StdSerializer<Coding> {
        private static final long serialVersionUID = 1L;

        CodingWriter() {
            super(Coding.class);
        }

        @Override
        public void serialize(Coding coding, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            text(json, "system", coding.getSystem());
            text(json, "version", coding.getVersion());
            text(json, "code", coding.getCode());
            text(json, "display", coding.getDisplay());
            json.writeEndObject();
        }

        private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
            if (value != null) {
                json.writeStringField(name, value);
            }
        }
    }

    private static final class CodingReader extends StdDeserializer<Coding> {
        private static final long serialVersionUID = 1L;

        CodingReader() {
            super(Coding.class);
        }

        @Override
        public Coding deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode json = parser.readValueAsTree();
            return new Coding()
                    .setSystem(text(json, "system"))
                    .setVersion(text(json, "version"))
                    .setCode(text(json, "code"))
                    .setDisplay(text(json, "display"));
        }

        private static @Nullable String text(JsonNode json, String name) {
            return json.hasNonNull(name) ? json.get(name).asText() : null;
        }
    }
}
