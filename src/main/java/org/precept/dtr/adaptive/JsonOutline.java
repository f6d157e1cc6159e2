package org.precept.dtr.adaptive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a JSON text stand in it, so that something can be added and every other byte stays as it was sent.
 *
 * @param start of the value, in bytes
 * @param end after the value, in bytes
 * @param text of a string, null for any other value
 * @param fields of an object by name, empty for any other value
 * @param elements of an array, empty for any other value
 * @param kind first token of the value
 */
record JsonOutline(
        int start,
        int end,
        @Nullable String text,
        Map<String, JsonOutline> fields,
        List<JsonOutline> elements,
        JsonToken kind) {

    /** UTF-8 only; a name that is given twice in one object is an error: it would mean one thing here, another elsewhere. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * The outline of a text.
     *
     * @throws IOException when it is not one JSON value
     */
    static JsonOutline of(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new IOException("there is no JSON value");
            }
            JsonOutline outline = value(json, first);
            if (json.nextToken() != null) {
                throw new IOException("text follows the JSON value");
            }
            return outline;
        }
    }

    private static JsonOutline value(JsonParser json, JsonToken kind) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        Map<String, JsonOutline> fields = new LinkedHashMap<>();
        List<JsonOutline> elements = new ArrayList<>();
        if (kind == JsonToken.START_OBJECT) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
                String name = json.currentName();
                fields.put(name, value(json, json.nextToken()));
            }
        } else if (kind == JsonToken.START_ARRAY) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                elements.add(value(json, token));
            }
        }
        String text = kind == JsonToken.VALUE_STRING ? json.getText() : null;
        if (kind.isScalarValue()) {
            json.finishToken();
        }
        int end = (int) json.currentLocation().getByteOffset();
        return new JsonOutline(start, end, text, fields, elements, kind);
    }

    /** A field of the object. */
    Optional<JsonOutline> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** True when the field is a string with that text. */
    boolean says(String name, String text) {
        return field(name).map(JsonOutline::text).filter(text::equals).isPresent();
    }

    boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    /** True for an object without fields and an array without elements. */
    boolean isEmpty() {
        return fields.isEmpty() && elements.isEmpty();
    }
}
