package org.precept.dtr.adaptive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * A QuestionnaireResponse as it was sent, and what is added to it. All that is not touched goes back byte for byte. Not for
 * concurrent use.
 */
final class ResponseText {
    private static final int BAD_REQUEST = 400;
    private static final String PARAMETER = "questionnaire-response";
    private static final String ITEM = "item";
    private static final String EXTENSION = "extension";
    private static final String CONTAINED = "contained";

    private final byte[] text;
    private final JsonOutline response;
    private final String element;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>(Comparator.naturalOrder());

    private record Edit(int end, String text) {}

    private ResponseText(byte[] text, JsonOutline response, String element) {
        requireLists(response, element, ITEM, EXTENSION, CONTAINED);
        this.text = text;
        this.response = response;
        this.element = element;
    }

    /**
     * Finds the response in a body: Parameters with a parameter {@code questionnaire-response}, or the response itself.
     *
     * @throws RejectedRequest 400 when there is none, or more than one
     */
    static ResponseText of(byte[] body) {
        JsonOutline outline;
        try {
            outline = JsonOutline.of(body);
        } catch (IOException e) {
            throw rejected(IssueType.STRUCTURE, "$this", "The body is not sound JSON. Send FHIR JSON in UTF-8.");
        }
        if (outline.says("resourceType", "QuestionnaireResponse")) {
            return new ResponseText(body, outline, "QuestionnaireResponse");
        }
        if (!outline.says("resourceType", "Parameters")) {
            throw rejected(
                    IssueType.STRUCTURE,
                    "$this",
                    "Send a QuestionnaireResponse, or Parameters with one in the parameter questionnaire-response.");
        }
        List<JsonOutline> parameters =
                outline.field("parameter").map(JsonOutline::elements).orElse(List.of());
        List<Integer> named = IntStream.range(0, parameters.size())
                .filter(i -> parameters.get(i).says("name", PARAMETER))
                .boxed()
                .toList();
        if (named.size() != 1) {
            throw rejected(
                    IssueType.REQUIRED,
                    "Parameters.parameter",
                    "Send one parameter named questionnaire-response; there are " + named.size() + ".");
        }
        String element = "Parameters.parameter[" + named.get(0) + "].resource";
        JsonOutline found = parameters
                .get(named.get(0))
                .field("resource")
                .filter(resource -> resource.says("resourceType", "QuestionnaireResponse"))
                .orElseThrow(() -> rejected(
                        IssueType.STRUCTURE, element, "The parameter holds no QuestionnaireResponse resource."));
        return new ResponseText(body, found, element);
    }

    /** The response as it was sent. */
    String json() {
        return new String(text, response.start(), response.end() - response.start(), StandardCharsets.UTF_8);
    }

    /** FHIRPath of the response in the body. */
    String element() {
        return element;
    }

    /** Sets the status. */
    void status(String code) {
        response.field("status").ifPresent(status -> put(status.start(), status.end(), '"' + code + '"'));
    }

    /** Adds answered items behind those there are; no comma before or after them. */
    void addItems(String items) {
        append(response, items);
    }

    /**
     * Adds questions behind those there are.
     *
     * @param contained which of the contained resources holds the questions, from 0
     * @param items without a comma before or after them
     */
    void addQuestions(int contained, String items) {
        List<JsonOutline> all =
                response.field(CONTAINED).map(JsonOutline::elements).orElse(List.of());
        if (contained >= all.size() || !all.get(contained).says("resourceType", "Questionnaire")) {
            throw rejected(
                    IssueType.STRUCTURE,
                    element + "." + CONTAINED,
                    "Contained resources are objects, none of them null.");
        }
        requireLists(all.get(contained), element + "." + CONTAINED + "[" + contained + "]", ITEM);
        append(all.get(contained), items);
    }

    /**
     * Puts extensions in the place of those with the url.
     *
     * @param added each an object
     */
    void replaceExtensions(String url, List<String> added) {
        Optional<JsonOutline> there = response.field(EXTENSION);
        String all = there.map(JsonOutline::elements).orElse(List.of()).stream()
                .filter(extension -> !extension.says("url", url))
                .map(extension -> new String(
                        text, extension.start(), extension.end() - extension.start(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        String joined = added.isEmpty() ? all : all + (all.isEmpty() ? "" : ",") + String.join(",", added);
        if (there.isPresent()) {
            put(there.get().start(), there.get().end(), "[" + joined + "]");
        } else if (!joined.isEmpty()) {
            put(response.end() - 1, response.end() - 1, ",\"extension\":[" + joined + "]");
        }
    }

    /** What is sent back, UTF-8. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(response.end() - response.start() + 4096);
        int done = response.start();
        for (var edit : edits.entrySet()) {
            out.write(text, done, edit.getKey() - done);
            out.writeBytes(edit.getValue().text().getBytes(StandardCharsets.UTF_8));
            done = edit.getValue().end();
        }
        out.write(text, done, response.end() - done);
        return out.toByteArray();
    }

    /** A parser may take one value for a list of one; nothing can be added to it. */
    private static void requireLists(JsonOutline holder, String at, String... names) {
        for (String name : names) {
            if (!holder.field(name).map(JsonOutline::isArray).orElse(true)) {
                throw rejected(IssueType.STRUCTURE, at + "." + name, "The element repeats. Send a JSON array.");
            }
        }
    }

    private void append(JsonOutline holder, String items) {
        Optional<JsonOutline> there = holder.field(ITEM);
        int at = there.map(JsonOutline::end).orElse(holder.end()) - 1;
        if (there.isEmpty()) {
            put(at, at, ",\"item\":[" + items + "]");
        } else {
            put(at, at, there.get().isEmpty() ? items : "," + items);
        }
    }

    private void put(int start, int end, String added) {
        edits.merge(start, new Edit(end, added), (first, second) -> new Edit(end, first.text() + second.text()));
    }

    private static RejectedRequest rejected(IssueType type, String element, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, element, diagnostics));
    }
}
