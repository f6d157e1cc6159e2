package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Recognizes what a card or system action is, by its shape as the suite does. */
final class CardType {
    private static final Set<String> ADDED = Set.of(
            "CommunicationRequest",
            "Device",
            "DeviceRequest",
            "Medication",
            "MedicationRequest",
            "NutritionOrder",
            "ServiceRequest",
            "VisionPrescription");
    private static final Set<String> ALTERED = Set.of(
            "Device",
            "DeviceRequest",
            "Encounter",
            "Medication",
            "MedicationRequest",
            "NutritionOrder",
            "ServiceRequest",
            "VisionPrescription");

    private CardType() {}

    static boolean externalReference(JsonNode card) {
        return links(card, "absolute");
    }

    static boolean launchSmart(JsonNode card) {
        return links(card, "smart");
    }

    static boolean instructions(JsonNode card) {
        return card.path("links").isEmpty() && card.path("suggestions").isEmpty();
    }

    static boolean additionalOrders(JsonNode card) {
        return card.path("suggestions").isArray()
                && Exchange.elements(card.path("suggestions")).stream()
                        .flatMap(suggestion -> actions(suggestion).stream())
                        .allMatch(action -> is("create", ADDED).test(action));
    }

    static boolean alternateRequest(JsonNode card) {
        return Exchange.elements(card.path("suggestions")).stream()
                .map(CardType::actions)
                .anyMatch(actions -> actions.stream().anyMatch(is("update", ALTERED))
                        || (actions.stream().anyMatch(is("delete", ALTERED))
                                && actions.stream().anyMatch(is("create", ALTERED))));
    }

    static boolean formCompletion(JsonNode card) {
        return card.path("suggestions").isArray()
                && !card.path("suggestions").isEmpty()
                && Exchange.elements(card.path("suggestions")).stream()
                        .allMatch(suggestion -> actions(suggestion).stream()
                                        .filter(CardType::createsQuestionnaireTask)
                                        .count()
                                == 1);
    }

    static boolean createsQuestionnaireTask(JsonNode action) {
        return is("create", Set.of("Task")).test(action)
                && Exchange.elements(action.at("/resource/code/coding")).stream()
                        .anyMatch(code -> code.path("code").asText().equals("complete-questionnaire"))
                && Exchange.elements(action.at("/resource/input")).stream()
                        .anyMatch(input -> input.at("/type/text").asText().equals("questionnaire")
                                && input.path("valueCanonical").asText().matches("https?://\\S+"));
    }

    static boolean coverageUpdate(JsonNode card) {
        return card.path("suggestions").size() == 1
                && actions(card.path("suggestions").get(0)).size() == 1
                && changesCoverage(actions(card.path("suggestions").get(0)).get(0));
    }

    static boolean changesCoverage(JsonNode action) {
        Set<String> coverage = Set.of("Coverage");
        return is("create", coverage).or(is("update", coverage)).test(action);
    }

    static List<JsonNode> actions(JsonNode suggestion) {
        return Exchange.elements(suggestion.path("actions"));
    }

    private static boolean links(JsonNode card, String type) {
        return !card.path("links").isEmpty()
                && Exchange.elements(card.path("links")).stream()
                        .allMatch(link -> link.path("type").asText().equals(type));
    }

    private static Predicate<JsonNode> is(String type, Set<String> resources) {
        return action -> action.path("type").asText().equals(type)
                && resources.contains(
                        type.equals("delete")
                                ? action.path("resourceId").asText().split("/")[0]
                                : action.at("/resource/resourceType").asText());
    }
}
