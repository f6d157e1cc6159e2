package org.precept.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the project's forms with an answer to every question, so chosen that every question is put; groups that repeat are
 * filled twice, questions that repeat with two answers.
 */
final class FilledForm {

    static final String ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin";
    private static final Path POLICIES = Path.of("fhir-resources/policies");
    private static final Path TERMINOLOGY = Path.of("fhir-resources/terminology");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory MAKE = JSON.getNodeFactory();

    private final JsonNode questionnaire;
    /** By linkId: the answer on which other questions depend. */
    private final Map<String, JsonNode> wanted = new HashMap<>();
    /** By canonical, in the order of the form. */
    private final Map<String, JsonNode> valueSets = new LinkedHashMap<>();

    FilledForm(Path file) {
        questionnaire = FormPage.json(file);
        questionnaire.path("item").forEach(this::read);
    }

    static FilledForm of(String policy, String phase) {
        return new FilledForm(POLICIES.resolve(policy).resolve("Questionnaire-" + phase + ".json"));
    }

    /** What mountForm takes for a form with items of every type, without a response. */
    static ObjectNode everyType() {
        ObjectNode shown = MAKE.objectNode();
        shown.set("questionnaire", FormPage.json(Path.of("src/test/resources/form-view/every-type.json")));
        return shown;
    }

    /** The static forms of all policies. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(POLICIES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("Questionnaire-"))
                    .filter(file -> !file.getFileName().toString().contains("adaptive"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(JsonNode item) {
        item.path("enableWhen")
                .forEach(condition -> condition.fields().forEachRemaining(field -> {
                    if (field.getKey().startsWith("answer")) {
                        wanted.put(condition.path("question").asText(), field.getValue());
                    }
                }));
        String set = item.path("answerValueSet").asText();
        if (!set.isEmpty()) {
            valueSets.put(
                    set, FormPage.json(TERMINOLOGY.resolve("ValueSet-" + set.replaceAll(".*/|\\|.*", "") + ".json")));
        }
        item.path("item").forEach(this::read);
    }

    /** What mountForm takes, without a response. */
    ObjectNode shown() {
        ObjectNode shown = MAKE.objectNode();
        shown.set("questionnaire", questionnaire);
        shown.putArray("valueSets").addAll(valueSets.values());
        return shown;
    }

    /** What mountForm takes, with everything answered. */
    ObjectNode filled() {
        ObjectNode shown = shown();
        shown.set("response", response());
        return shown;
    }

    /** The codes that a choice item offers, as answers. */
    List<JsonNode> options(String canonical) {
        Stream.Builder<JsonNode> options = Stream.builder();
        JsonNode set = valueSets.get(canonical);
        if (set != null) {
            set.at("/expansion/contains").forEach(code -> options.add(coding(code)));
        }
        return options.build().toList();
    }

    /** Every answer comes from the clinic's record. */
    ObjectNode response() {
        ObjectNode response = MAKE.objectNode().put("resourceType", "QuestionnaireResponse");
        response.put("questionnaire", questionnaire.path("url").asText() + "|1");
        response.put("status", "in-progress");
        response.putObject("subject").put("reference", "Patient/1");
        response.set("item", items(questionnaire.path("item"), 0));
        return response;
    }

    private ArrayNode items(JsonNode asked, int turn) {
        ArrayNode items = MAKE.arrayNode();
        for (JsonNode item : asked) {
            switch (item.path("type").asText()) {
                case "display" -> {}
                case "group" -> {
                    items.add(start(item).set("item", items(item.path("item"), turn)));
                    if (item.path("repeats").asBoolean()) {
                        items.add(start(item).set("item", items(item.path("item"), turn + 1)));
                    }
                }
                default -> items.add(question(item, turn));
            }
        }
        return items;
    }

    private ObjectNode question(JsonNode item, int turn) {
        ObjectNode filled = start(item);
        ArrayNode answers = filled.putArray("answer");
        answers.add(answer(item, turn));
        if (item.path("repeats").asBoolean()) {
            answers.add(answer(item, turn + 1));
        }
        if (item.has("item")) {
            ((ObjectNode) answers.get(answers.size() - 1)).set("item", items(item.path("item"), turn));
        }
        return filled;
    }

    private static ObjectNode start(JsonNode item) {
        return MAKE.objectNode()
                .put("linkId", item.path("linkId").asText())
                .put("text", item.path("text").asText());
    }

    private ObjectNode answer(JsonNode item, int turn) {
        ObjectNode answer = origin("auto-client");
        JsonNode needed = wanted.get(item.path("linkId").asText());
        switch (item.path("type").asText()) {
            case "boolean" -> answer.put("valueBoolean", needed == null || needed.asBoolean());
            case "date" -> answer.put("valueDate", "2026-0" + (turn + 1) + "-15");
            case "integer" -> answer.put("valueInteger", 36 + turn);
            case "string", "text" -> answer.put("valueString", "Words " + turn);
            case "choice" -> answer.setAll((ObjectNode) choice(item, needed, turn));
            case "attachment" ->
                answer.putObject("valueAttachment")
                        .put("contentType", "text/plain")
                        .put("data", "aGVsbG8=")
                        .put("size", 5)
                        .put("title", "file-" + turn + ".txt");
            default -> throw new IllegalArgumentException("no answer known for items of type " + item.path("type"));
        }
        return answer;
    }

    private JsonNode choice(JsonNode item, JsonNode needed, int turn) {
        List<JsonNode> options = options(item.path("answerValueSet").asText());
        return options.stream()
                .filter(option ->
                        needed != null && option.at("/valueCoding/code").equals(needed.path("code")))
                .findFirst()
                .orElseGet(() -> options.get(turn % options.size()));
    }

    private static JsonNode coding(JsonNode code) {
        ObjectNode answer = MAKE.objectNode();
        answer.putObject("valueCoding")
                .put("system", code.path("system").asText())
                .put("code", code.path("code").asText())
                .put("display", code.path("display").asText());
        return answer;
    }

    /** An answer that so far says only where it comes from. */
    static ObjectNode origin(String source) {
        ObjectNode answer = MAKE.objectNode();
        ObjectNode origin = answer.putArray("extension").addObject().put("url", ORIGIN);
        origin.putArray("extension").addObject().put("url", "source").put("valueCode", source);
        return answer;
    }
}
