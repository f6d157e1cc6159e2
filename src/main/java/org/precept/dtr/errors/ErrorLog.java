package org.precept.dtr.errors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.FormErrors;
import org.precept.record.FormErrors.Reported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/questionnaire-errors}: what clients reported about forms, for administrators. */
@RestController
class ErrorLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.precept.administrators");
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KNOWN = Set.of("questionnaire", "before", "count");
    private static final int FORBIDDEN = 403;
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
        String who = administrator(request);
        int most = count(count);
        List<Reported> found = errors.find(questionnaire, time(before), most + 1);
        boolean more = found.size() > most;
        List<Reported> shown = more ? found.subList(0, most) : found;
        LOG.atInfo().addKeyValue("user.name", who).log("Administrator {} read {} form errors", who, shown.size());
        return json(shown, more);
    }

    /** The server lets nobody else into /admin; asked once more, so that a path left open by mistake shows nothing. */
    private static String administrator(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        if (user == null || !request.isUserInRole("ADMINISTRATOR")) {
            throw new RejectedRequest(FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "Administrators only."));
        }
        if (!KNOWN.containsAll(request.getParameterMap().keySet())) {
            throw ErrorReportReader.rejected(
                    IssueType.NOTSUPPORTED,
                    "parameter",
                    "There is a parameter that is not known here. Known are: before, count, questionnaire.");
        }
        return user.getName();
    }

    private static @Nullable Instant time(@Nullable String before) {
        try {
            return before == null ? null : Instant.parse(before);
        } catch (DateTimeException e) {
            throw ErrorReportReader.rejected(
                    IssueType.VALUE, "before", "It must be what the page before gave as next.");
        }
    }

    private static int count(@Nullable String value) {
        if (value == null) {
            return USUAL;
        }
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw ErrorReportReader.rejected(IssueType.VALUE, "count", "It must be a number from 1 to " + MOST + ".");
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
