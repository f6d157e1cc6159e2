package org.precept.server.limits;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Reads a JSON body once, token by token, and refuses what the limits forbid. Builds nothing; safe for concurrent use. */
final class JsonScan {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    /** How JSON writes the character U+0000; also a part of what means something else. */
    private static final byte[] NUL = "\\u0000".getBytes(StandardCharsets.US_ASCII);

    private final RequestLimits limits;
    private final JsonFactory factory;

    JsonScan(RequestLimits limits) {
        this.limits = limits;
        // Encoding is not guessed: the parsers behind read UTF-8, so the scan must read the same characters.
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNestingDepth(limits.maxDepth())
                        .build())
                .build();
    }

    /**
     * Reads the whole body.
     *
     * @throws RejectedRequest when it is not JSON or breaks a limit; the issue names the place
     */
    void check(byte[] body) {
        Path path = new Path();
        boolean mayHaveNothing = Bytes.indexOf(body, NUL) >= 0;
        try (JsonParser json = factory.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                throw refused(BAD_REQUEST, IssueType.STRUCTURE, null, "The body must be one JSON object.");
            }
            for (JsonToken token = first; token != null; token = json.nextToken()) {
                accept(json, token, path);
                if (mayHaveNothing && (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)) {
                    checkText(json.getText(), path);
                }
                if (path.depth() == 0 && json.nextToken() != null) {
                    throw refused(
                            BAD_REQUEST,
                            IssueType.STRUCTURE,
                            null,
                            "More text follows the JSON object (" + where(json.currentTokenLocation())
                                    + "). Send one object.");
                }
            }
        } catch (StreamConstraintsException e) {
            throw refused(
                    BAD_REQUEST,
                    IssueType.TOOCOSTLY,
                    path.toString(),
                    "The JSON is nested deeper than " + limits.maxDepth()
                            + " levels or holds a name that is too long.");
        } catch (JsonProcessingException e) {
            throw notJson(e, path);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private void accept(JsonParser json, JsonToken token, Path path) throws IOException {
        switch (token) {
            case START_OBJECT -> path.startObject();
            case START_ARRAY -> path.startArray();
            case END_ARRAY -> path.end();
            case END_OBJECT -> {
                checkEntries(path);
                path.end();
            }
            case FIELD_NAME -> path.name(json.currentName());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                path.value();
                checkNumber(json.getText(), path);
            }
            case VALUE_STRING -> {
                path.value();
                if (path.isResourceType()) {
                    path.resourceType(json.getText());
                }
            }
            default -> path.value();
        }
    }

    /** No text has the character, and PostgreSQL stores none that has. */
    private static void checkText(String text, Path path) {
        if (text.indexOf(0) >= 0) {
            throw refused(
                    BAD_REQUEST,
                    IssueType.VALUE,
                    path.toString(),
                    "A text or a name holds the character U+0000. Send it without.");
        }
    }

    private void checkNumber(String number, Path path) {
        if (number.length() > limits.maxNumberLength()) {
            throw refused(
                    BAD_REQUEST,
                    IssueType.VALUE,
                    path.toString(),
                    "A number has more than " + limits.maxNumberLength() + " characters. Send it with fewer digits.");
        }
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        // At most maxNumberLength characters are left, so the exponent is read as a double, which cannot overflow.
        if (e >= 0 && Math.abs(Double.parseDouble(number.substring(e + 1))) > limits.maxExponent()) {
            throw refused(
                    BAD_REQUEST,
                    IssueType.VALUE,
                    path.toString(),
                    "A number has an exponent beyond +/-" + limits.maxExponent() + ". Send it without one.");
        }
    }

    private void checkEntries(Path path) {
        if (path.isBundle() && path.entries() > limits.maxBundleEntries()) {
            throw refused(
                    UNPROCESSABLE,
                    IssueType.TOOCOSTLY,
                    path.child("entry"),
                    "The Bundle has " + path.entries() + " entries; the limit is " + limits.maxBundleEntries()
                            + ". Send only what this request needs.");
        }
    }

    private static RejectedRequest notJson(JsonProcessingException e, Path path) {
        if (e.getProcessor() instanceof JsonParser json
                && e.getOriginalMessage().startsWith("Duplicate field")) {
            return refused(
                    BAD_REQUEST,
                    IssueType.STRUCTURE,
                    path.child(String.valueOf(json.getParsingContext().getCurrentName())),
                    "A name occurs twice in one JSON object (" + where(e.getLocation()) + "). Send each name once.");
        }
        // The parser's own message quotes the input, which may be a member's data.
        return refused(
                BAD_REQUEST,
                IssueType.STRUCTURE,
                path.toString(),
                "The body is not valid JSON in UTF-8: reading stopped at " + where(e.getLocation()) + ".");
    }

    private static String where(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static RejectedRequest refused(
            int status, IssueType type, @Nullable String expression, String diagnostics) {
        return new RejectedRequest(
                status, new Issue(type, expression == null || expression.isEmpty() ? null : expression, diagnostics));
    }
}
