package org.precept.crd.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Pieces of a complex FHIR extension, written as JSON. */
final class ExtensionJson {
    private final JsonGenerator json;

    ExtensionJson(JsonGenerator json) {
        this.json = json;
    }

    /** Begins an extension that consists of extensions. */
    void open() throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("extension");
    }

    /** Ends it. */
    void close(String url) throws IOException {
        json.writeEndArray();
        json.writeStringField("url", url);
        json.writeEndObject();
    }

    /** A part with a primitive value. */
    void part(String url, String type, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", url);
        json.writeStringField(type, value);
        json.writeEndObject();
    }

    /** A part whose value is a code; nothing when there is none. */
    void code(String url, @Nullable String code) throws IOException {
        if (code != null) {
            part(url, "valueCode", code);
        }
    }

    /** Begins a part whose value is an object. */
    void start(String url, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", url);
        json.writeObjectFieldStart(type);
    }

    /** Ends it. */
    void end() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A text field of the object that was begun. */
    void field(String name, String value) throws IOException {
        json.writeStringField(name, value);
    }

    /** A number field of the object that was begun. */
    void field(String name, BigDecimal value) throws IOException {
        json.writeNumberField(name, value);
    }

    /** Begins an array field of the object that was begun. */
    void array(String name) throws IOException {
        json.writeArrayFieldStart(name);
    }

    /** Ends it. */
    void endArray() throws IOException {
        json.writeEndArray();
    }

    /** An element of the array that was begun: an object with two text fields. */
    void element(String first, String firstValue, String second, String secondValue) throws IOException {
        json.writeStartObject();
        json.writeStringField(first, firstValue);
        json.writeStringField(second, secondValue);
        json.writeEndObject();
    }

    /** A CodeableConcept of one coding; the text is left out when null. */
    void concept(String url, String system, String code, String display, @Nullable String text) throws IOException {
        start(url, "valueCodeableConcept");
        array("coding");
        json.writeStartObject();
        json.writeStringField("system", system);
        json.writeStringField("code", code);
        json.writeStringField("display", display);
        json.writeEndObject();
        endArray();
        if (text != null) {
            field("text", text);
        }
        end();
    }

    /** A CodeableConcept that is only a text. */
    void concept(String url, String text) throws IOException {
        start(url, "valueCodeableConcept");
        field("text", text);
        end();
    }
}
