package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A card that proposes another request: only what was drafted is changed, and what is taken away is replaced. */
final class AlternateRequest {
    private AlternateRequest() {}

    static List<String> problems(JsonNode card, List<String> drafts) {
        List<String> problems = new ArrayList<>(Fields.optionalOfCard(card));
        for (JsonNode suggestion : card.path("suggestions")) {
            List<JsonNode> actions = CardType.actions(suggestion);
            Set<String> created = actions.stream()
                    .filter(action -> action.path("type").asText().equals("create"))
                    .map(action -> action.at("/resource/resourceType").asText())
                    .collect(Collectors.toSet());
            for (JsonNode action : actions) {
                String type = action.path("type").asText();
                if (type.equals("update")) {
                    String reference = action.at("/resource/resourceType").asText() + "/"
                            + action.at("/resource/id").asText();
                    if (!drafts.contains(reference)) {
                        problems.add(reference + " is updated but not a draft");
                    }
                } else if (type.equals("delete")) {
                    String reference = action.path("resourceId").asText();
                    if (!drafts.contains(reference)) {
                        problems.add(reference + " is deleted but not a draft");
                    }
                    if (!created.contains(reference.split("/")[0])) {
                        problems.add(reference + " is deleted and nothing of its type created");
                    }
                }
            }
        }
        return problems;
    }
}
