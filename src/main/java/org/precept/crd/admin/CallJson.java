package org.precept.crd.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.record.CallId;
import org.precept.record.CallSummary;
import org.precept.record.CardFeedback;
import org.precept.record.LoggedCall;

/** Logged calls as JSON. What was received and sent is shown character by character, not read and written anew. */
final class CallJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CallJson() {}

    /**
     * A page of calls.
     *
     * @param next what to ask for as {@code before} to see the next page, null when there is none
     */
    static byte[] list(List<CallSummary> calls, @Nullable CallId next) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("calls");
            for (CallSummary call : calls) {
                json.writeStartObject();
                summary(call, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (next != null) {
                json.writeStringField("next", next.toString());
            }
            json.writeEndObject();
        });
    }

    /** A call, what was said, and what users did with its cards. */
    static byte[] of(LoggedCall call, List<CardFeedback> feedbacks) {
        return written(json -> {
            json.writeStartObject();
            summary(call.summary(), json);
            raw("request", call.request(), json);
            raw("response", call.response(), json);
            json.writeArrayFieldStart("feedback");
            for (CardFeedback feedback : feedbacks) {
                json.writeStartObject();
                json.writeStringField("receivedAt", feedback.receivedAt().toString());
                json.writeStringField("service", feedback.service());
                json.writeStringField("topic", feedback.topic());
                json.writeFieldName("entry");
                json.writeRawValue(feedback.entry());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void summary(CallSummary call, JsonGenerator json) throws IOException {
        json.writeStringField("id", call.id().toString());
        json.writeStringField("receivedAt", call.receivedAt().toString());
        json.writeStringField("service", call.service());
        json.writeStringField("hookInstance", call.hookInstance());
        if (call.payer() != null) {
            json.writeStringField("payer", call.payer());
        }
        if (call.memberNumber() != null) {
            json.writeStringField("member", call.memberNumber());
        }
        json.writeNumberField("status", call.status());
    }

    /** What is not JSON, as a text under the name with {@code Text}; nothing when it is empty. */
    private static void raw(String name, byte[] body, JsonGenerator json) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (isJson(text)) {
            json.writeFieldName(name);
            json.writeRawValue(text);
        } else if (!text.isEmpty()) {
            json.writeStringField(name + "Text", text);
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return body.toByteArray();
    }

    /** Something that writes JSON. */
    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }
}
