package org.precept.dtr.errors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.precept.record.FormErrors;
import org.precept.record.FormErrors.Reported;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/questionnaire-errors}: what clients reported about forms, for administrators. */
@RestController
class ErrorLog {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KNOWN = Set.of("questionnaire", "before", "count");
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final FormErrors errors;

    ErrorLog(FormErrors errors) {
        this.errors = errors;
    }

    /** Reports that fit, those received last first. */
    @GetMapping(path = "/admin/questionnaire-errors", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] find(
            @RequestParam(required = false) @Nullable String questionnaire,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String count,
            HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, KNOWN);
        int most = QueryParameters.count(count, USUAL, MOST);
        Instant time = before == null ? null : QueryParameters.from(before, "before");
        List<Reported> found = errors.find(questionnaire, time, most + 1);
        boolean more = found.size() > most;
        List<Reported> shown = more ? found.subList(0, most) : found;
        administrator.note("read " + shown.size() + " form errors");
        return json(shown, more);
    }

    private static byte[] json(List<Reported> shown, boolean more) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            for (Reported error : shown) {
                json.writeStartObject();
                json.writeStringField("questionnaire", error.questionnaire());
                json.writeStringField("firstAt", error.firstAt().toString());
                json.writeStringField("lastAt", error.lastAt().toString());
                json.writeNumberField("times", error.times());
                json.writeFieldName("outcomes");
                json.writeRawValue(error.outcomes());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (more) {
                json.writeStringField(
                        "next", shown.get(shown.size() - 1).lastAt().toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return body.toByteArray();
    }
}
