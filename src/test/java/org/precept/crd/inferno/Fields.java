package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Fields of cards and actions: there, of the right type, of the right codes. */
final class Fields {
    private static final List<String> INDICATORS = List.of("info", "warning", "critical");

    private Fields() {}

    /** What every card must have. */
    static List<String> ofCard(JsonNode card) {
        List<String> problems = new ArrayList<>();
        text(card, "summary", "card", problems);
        text(card, "indicator", "card", problems);
        if (card.path("summary").asText().length() >= 140) {
            problems.add("summary is not shorter than 140 characters");
        }
        if (card.path("indicator").isTextual()
                && !INDICATORS.contains(card.path("indicator").asText())) {
            problems.add("indicator is none of " + INDICATORS);
        }
        text(card.path("source"), "label", "source", problems);
        text(card.path("source").path("topic"), "code", "topic", problems);
        text(card.path("source").path("topic"), "system", "topic", problems);
        return problems;
    }

    /** What a card may have. */
    static List<String> optionalOfCard(JsonNode card) {
        List<String> problems = new ArrayList<>();
        textIfThere(card, "uuid", problems);
        textIfThere(card, "detail", problems);
        for (String array : List.of("suggestions", "overrideReasons", "links")) {
            if (card.has(array) && !card.path(array).isArray()) {
                problems.add(array + " is not an array");
            }
        }
        Exchange.elements(card.path("links")).forEach(link -> problems.addAll(ofLink(link)));
        Exchange.elements(card.path("overrideReasons")).forEach(reason -> {
            text(reason, "code", "overrideReason", problems);
            text(reason, "system", "overrideReason", problems);
            text(reason, "display", "overrideReason", problems);
        });
        if (!card.path("suggestions").isEmpty()
                && !List.of("at-most-one", "any")
                        .contains(card.path("selectionBehavior").asText())) {
            problems.add("a card with suggestions needs selectionBehavior at-most-one or any");
        }
        Exchange.elements(card.path("suggestions")).forEach(suggestion -> problems.addAll(ofSuggestion(suggestion)));
        return problems;
    }

    private static List<String> ofLink(JsonNode link) {
        List<String> problems = new ArrayList<>();
        text(link, "label", "link", problems);
        text(link, "url", "link", problems);
        String type = link.path("type").asText();
        if (!type.equals("absolute") && !type.equals("smart")) {
            problems.add("type of a link is neither absolute nor smart");
        }
        if (link.path("url").isTextual() && !link.path("url").asText().matches("https?://\\S+")) {
            problems.add("url of a link is no URL");
        }
        if (type.equals("absolute") && !link.path("appContext").asText().isEmpty()) {
            problems.add("an absolute link has an appContext");
        }
        return problems;
    }

    private static List<String> ofSuggestion(JsonNode suggestion) {
        List<String> problems = new ArrayList<>();
        text(suggestion, "label", "suggestion", problems);
        if (suggestion.has("actions")) {
            if (!suggestion.path("actions").isArray()
                    || suggestion.path("actions").isEmpty()) {
                problems.add("actions of a suggestion are not an array of at least one");
            }
            Exchange.elements(suggestion.path("actions")).forEach(action -> problems.addAll(ofAction(action)));
        }
        return problems;
    }

    /** What every action must have. */
    static List<String> ofAction(JsonNode action) {
        List<String> problems = new ArrayList<>();
        text(action, "type", "action", problems);
        text(action, "description", "action", problems);
        switch (action.path("type").asText()) {
            case "create", "update" -> {
                if (!action.at("/resource/resourceType").isTextual()) {
                    problems.add("an action that creates or updates has no resource");
                }
            }
            case "delete" -> {
                if (!action.path("resourceId").asText().matches("[A-Z]\\w+/[A-Za-z0-9.-]{1,64}")) {
                    problems.add("resourceId of an action that deletes is not Type/id");
                }
            }
            default -> problems.add("type of an action is none of create, update, delete");
        }
        return problems;
    }

    private static void text(JsonNode node, String field, String of, List<String> problems) {
        if (!node.path(field).isTextual() || node.path(field).asText().isEmpty()) {
            problems.add(of + " has no text " + field);
        }
    }

    private static void textIfThere(JsonNode node, String field, List<String> problems) {
        if (node.has(field) && !node.path(field).isTextual()) {
            problems.add(field + " is not a text");
        }
    }
}
