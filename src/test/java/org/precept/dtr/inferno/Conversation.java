package org.precept.dtr.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Goes through an adaptive form to its end: whatever is asked gets the first answer offered, yes, a day or a number; what was
 * filled in already stays.
 */
final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 40;
    private static final String ORIGIN = """
            {"url":"http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin","extension":[
             {"url":"source","valueCode":"manual"},
             {"url":"author","extension":[
              {"url":"practitioner","valueReference":{"reference":"Practitioner/p-1"}}]}]}""";

    private final Map<String, JsonNode> valueSets = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Received> steps = new ArrayList<>();

    private Conversation() {}

    /**
     * The conversation about the first form of the packages.
     *
     * @param call sends a body to {@code $next-question}
     */
    static Conversation about(Received packages, Function<String, Received> call) {
        Conversation conversation = new Conversation();
        packages.entries("ValueSet")
                .forEach(set -> conversation.valueSets.put(
                        set.path("url").asText() + "|" + set.path("version").asText(), set));
        JsonNode response = packages.entries("QuestionnaireResponse").get(0);
        while (conversation.steps.size() < LONGEST
                && !response.path("status").asText().equals("completed")) {
            String body = parameters(response);
            conversation.asked.add(body);
            Received step = call.apply(body);
            conversation.steps.add(step);
            if (!step.type().equals("QuestionnaireResponse")) {
                break;
            }
            response = conversation.answered((ObjectNode) step.resource());
        }
        return conversation;
    }

    /** Bodies sent. */
    List<String> asked() {
        return asked;
    }

    /** Answers to them. */
    List<Received> steps() {
        return steps;
    }

    private static String parameters(JsonNode response) {
        ObjectNode parameters = JSON.createObjectNode().put("resourceType", "Parameters");
        parameters
                .putArray("parameter")
                .addObject()
                .put("name", "questionnaire-response")
                .set("resource", response);
        return parameters.toString();
    }

    private JsonNode answered(ObjectNode response) {
        ArrayNode items = response.withArray("item");
        for (JsonNode item : Received.elements(response.at("/contained/0/item"))) {
            boolean open = Received.elements(items).stream()
                    .noneMatch(other -> other.path("linkId").equals(item.path("linkId")));
            if (open) {
                answered(item).ifPresent(items::add);
            }
        }
        if (items.isEmpty()) {
            response.remove("item");
        }
        return response;
    }

    private Optional<ObjectNode> answered(JsonNode item) {
        ObjectNode answered = JSON.createObjectNode();
        answered.set("linkId", item.path("linkId"));
        String type = item.path("type").asText();
        if (type.equals("group")) {
            ArrayNode inner = answered.putArray("item");
            Received.elements(item.path("item")).forEach(each -> answered(each).ifPresent(inner::add));
            return inner.isEmpty() ? Optional.empty() : Optional.of(answered);
        }
        return value(type, item).map(answer -> {
            answer.putArray("extension").add(read(ORIGIN));
            answered.putArray("answer").add(answer);
            return answered;
        });
    }

    private Optional<ObjectNode> value(String type, JsonNode item) {
        ObjectNode answer = JSON.createObjectNode();
        return switch (type) {
            case "boolean" -> Optional.of(answer.put("valueBoolean", true));
            case "date" -> Optional.of(answer.put("valueDate", "2026-10-01"));
            case "integer" -> Optional.of(answer.put("valueInteger", 12));
            case "string", "text" -> Optional.of(answer.put("valueString", "as discussed"));
            case "choice", "open-choice" -> coding(item).map(coding -> answer.set("valueCoding", coding));
            default -> Optional.empty();
        };
    }

    private Optional<JsonNode> coding(JsonNode item) {
        JsonNode option = item.at("/answerOption/0/valueCoding");
        JsonNode listed = valueSets
                .getOrDefault(item.path("answerValueSet").asText(), JSON.createObjectNode())
                .at("/expansion/contains/0");
        return Optional.of(option.isMissingNode() ? listed : option).filter(coding -> !coding.isMissingNode());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
