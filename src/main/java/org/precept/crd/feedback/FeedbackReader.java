package org.precept.crd.feedback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.crd.feedback.FeedbackEntry.Reason;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CardFeedback.Outcome;

/** Reads a feedback message (CDS Hooks, "Feedback"); nothing of it counts unless all of it can be read. */
final class FeedbackReader {
    /** UTF-8 only; the encoding is not guessed. */
    private static final ObjectMapper TREE = new ObjectMapper(
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build());

    private static final int BAD_REQUEST = 400;
    private static final int MOST_ENTRIES = 500;
    private static final int LONGEST_NAME = 255;
    private static final int EARLIEST_YEAR = 1970;
    private static final int LATEST_YEAR = 9999;

    private FeedbackReader() {}

    /**
     * The outcomes in a message.
     *
     * @throws RejectedRequest 400 naming the element that is wrong
     */
    static List<FeedbackEntry> read(byte[] body) {
        JsonNode feedback;
        try {
            feedback = TREE.readTree(body).path("feedback");
        } catch (IOException e) {
            throw refused(IssueType.STRUCTURE, "feedback", "The body is not valid JSON in UTF-8.");
        }
        if (!feedback.isArray() || feedback.isEmpty()) {
            throw missing("feedback", "Send an array with at least one outcome.");
        }
        if (feedback.size() > MOST_ENTRIES) {
            throw refused(IssueType.TOOLONG, "feedback", "Send at most " + MOST_ENTRIES + " outcomes in one message.");
        }
        List<FeedbackEntry> entries = new ArrayList<>();
        for (int i = 0; i < feedback.size(); i++) {
            entries.add(entry(feedback.get(i), "feedback[" + i + "]"));
        }
        return entries;
    }

    private static FeedbackEntry entry(JsonNode entry, String path) {
        if (!entry.isObject()) {
            throw refused(IssueType.STRUCTURE, path, "An outcome must be an object.");
        }
        String card = name(entry.path("card"), path + ".card", "Send the uuid of the card.");
        Outcome outcome = outcome(entry, path + ".outcome");
        Instant at = time(entry, path + ".outcomeTimestamp");
        if (outcome == Outcome.ACCEPTED) {
            requireSuggestions(entry.path("acceptedSuggestions"), path + ".acceptedSuggestions");
        }
        Reason reason = reason(entry.path("overrideReason"), path + ".overrideReason");
        return new FeedbackEntry(card, outcome, reason, at, entry.toString());
    }

    private static Outcome outcome(JsonNode entry, String path) {
        String code = name(entry.path("outcome"), path, "Send accepted or overridden.");
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.code().equals(code))
                .findFirst()
                .orElseThrow(() -> invalid(path, "It must be accepted or overridden."));
    }

    private static Instant time(JsonNode entry, String path) {
        String text = name(entry.path("outcomeTimestamp"), path, "Send when the user decided.");
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            if (time.getYear() >= EARLIEST_YEAR && time.getYear() <= LATEST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Said below, without repeating what was sent.
        }
        throw invalid(path, "It must be a time with its offset, for example 2026-11-21T10:15:00Z.");
    }

    private static void requireSuggestions(JsonNode accepted, String path) {
        if (!accepted.isArray() || accepted.isEmpty()) {
            throw missing(path, "Send the accepted suggestions with their ids.");
        }
        for (int i = 0; i < accepted.size(); i++) {
            name(accepted.get(i).path("id"), path + "[" + i + "].id", "Send the uuid of the accepted suggestion.");
        }
    }

    private static @Nullable Reason reason(JsonNode override, String path) {
        if (override.isMissingNode() || override.isNull()) {
            return null;
        }
        if (!override.isObject()) {
            throw refused(IssueType.STRUCTURE, path, "It must be an object with reason, userComment or both.");
        }
        JsonNode comment = override.path("userComment");
        if (!comment.isMissingNode() && !comment.isNull() && !comment.isTextual()) {
            throw invalid(path + ".userComment", "It must be a text.");
        }
        JsonNode reason = override.path("reason");
        if (reason.isMissingNode() || reason.isNull()) {
            return null;
        }
        if (!reason.isObject()) {
            throw refused(
                    IssueType.STRUCTURE, path + ".reason", "It must be the Coding of a reason that the card offers.");
        }
        String code = name(reason.path("code"), path + ".reason.code", "Send the code of the reason chosen.");
        JsonNode system = reason.path("system");
        return new Reason(system.isTextual() ? system.textValue() : null, code);
    }

    private static String name(JsonNode value, String path, String what) {
        if (value.isMissingNode() || value.isNull()) {
            throw missing(path, what);
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid(path, "It must be a text. " + what);
        }
        if (value.textValue().length() > LONGEST_NAME
                || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw invalid(path, "It is too long or holds control characters. " + what);
        }
        return value.textValue();
    }

    private static RejectedRequest missing(String element, String what) {
        return refused(IssueType.REQUIRED, element, "The feedback has no " + element + ". " + what);
    }

    private static RejectedRequest invalid(String element, String what) {
        return refused(IssueType.VALUE, element, what);
    }

    private static RejectedRequest refused(IssueType type, String element, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, element, diagnostics));
    }
}
