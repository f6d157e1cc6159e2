package org.precept.dtr.adaptive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.policy.CriteriaTree.Criterion;

/**
 * The coverage-information that a hook call put on an order, and what has become of it. Coverage and assertion id stay what
 * they were: by them a client finds what to replace (DTR 2.2 spec-47).
 */
final class EarlierStatement {
    static final String URL = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASSERTION = "coverage-assertion-id";
    /** What an authorization makes needless, or says anew. */
    private static final Set<String> UNTIL_AUTHORIZED =
            Set.of("pa-needed", "doc-needed", "doc-purpose", "info-needed", "questionnaire", "expiry-date");

    private final ObjectNode said;

    private EarlierStatement(ObjectNode said) {
        this.said = said;
    }

    /**
     * Finds it.
     *
     * @param answer body of the answer to the hook call
     * @param order {@code Type/id}
     * @param assertion the coverage-assertion-id
     * @return empty when the order was given none
     */
    static Optional<EarlierStatement> in(byte[] answer, String order, String assertion) {
        JsonNode actions;
        try {
            actions = JSON.readTree(answer).path("systemActions");
        } catch (IOException e) {
            return Optional.empty();
        }
        for (JsonNode action : actions) {
            JsonNode resource = action.path("resource");
            String name = resource.path("resourceType").asText() + "/"
                    + resource.path("id").asText();
            for (JsonNode extension : resource.path("extension")) {
                if (name.equals(order)
                        && extension instanceof ObjectNode said
                        && said.path("url").asText().equals(URL)
                        && said.path("extension")
                                .findValuesAsText("valueString")
                                .contains(assertion)) {
                    return Optional.of(new EarlierStatement(said));
                }
            }
        }
        return Optional.empty();
    }

    /** What is to be said now that an authorization covers the order, as JSON. */
    String authorized(Authorization authorization, LocalDate today) {
        ArrayNode parts = JSON.createArrayNode();
        parts.add(part("pa-needed", "valueCode", "satisfied"));
        parts.add(part("date", "valueDate", today.toString()));
        parts.add(reason("Authorization " + authorization.number() + " is on file and covers this order from "
                + authorization.period().start() + " to "
                + authorization.period().end() + "."));
        parts.add(part("satisfied-pa-id", "valueString", authorization.number()));
        LocalDate last = authorization.period().end();
        if (last != null) {
            parts.add(part("expiry-date", "valueDate", last.toString()));
        }
        for (JsonNode part : said.path("extension")) {
            boolean limits = part.path("url").asText().equals("detail")
                    && !part.toString().contains("\"policy-link\"");
            if (!limits && !UNTIL_AUTHORIZED.contains(part.path("url").asText())) {
                keep(part, parts);
            }
        }
        return with(parts);
    }

    /**
     * What is to be said on the answers so far, as JSON. Which documentation is needed and what for stays as it was said:
     * that a form was filled in is no reason to take it back (DTR 2.2 spec-48).
     */
    String determined(Determination determination, LocalDate today) {
        ArrayNode parts = JSON.createArrayNode();
        parts.add(part("date", "valueDate", today.toString()));
        parts.add(reason("Prior authorization is needed under "
                + determination.policy().title() + ". " + outlook(determination)));
        said.path("extension").forEach(part -> keep(part, parts));
        return with(parts);
    }

    private static void keep(JsonNode part, ArrayNode parts) {
        String url = part.path("url").asText();
        if (!url.equals("date") && !url.equals("reason")) {
            parts.add(part);
        }
    }

    private static String outlook(Determination determination) {
        if (determination.decision() instanceof DocumentationNeeded needed) {
            return "Documentation still missing for it: " + titles(needed.missing()) + ".";
        }
        if (determination.decision() instanceof ReviewNeeded review) {
            String who = "Submit the request; a " + review.queue().code() + " reviews it";
            return review.because().isEmpty() ? who + "." : who + " because of: " + titles(review.because()) + ".";
        }
        return "Every criterion is met. Submit the request.";
    }

    private static String titles(List<Criterion> criteria) {
        return criteria.stream().map(Criterion::title).collect(Collectors.joining(", "));
    }

    private String with(ArrayNode parts) {
        ObjectNode now = said.deepCopy();
        now.set("extension", parts);
        return now.toString();
    }

    private static ObjectNode part(String url, String type, String value) {
        return JSON.createObjectNode().put("url", url).put(type, value);
    }

    private static ObjectNode reason(String text) {
        ObjectNode reason = JSON.createObjectNode().put("url", "reason");
        reason.putObject("valueCodeableConcept").put("text", text);
        return reason;
    }
}
