package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.precept.crd.card.Card;
import org.precept.support.RealContent;

/** What CRD 2.2.1 asks of every card, checked on the JSON that is sent and written from the guide's sentences. */
final class CardRules {
    private static final Set<String> ALTERNATIVES = Set.of("therapy-alternatives-opt", "therapy-alternatives-req");
    private static final Set<String> CREATED = Set.of("ServiceRequest", "MedicationRequest");

    private CardRules() {}

    /** Checks all cards of an answer. */
    static void check(JsonNode answer, Edition edition) {
        assertThat(answer.path("cards").isArray()).isTrue();
        Set<String> uuids = new HashSet<>();
        for (JsonNode card : answer.path("cards")) {
            checkCard(card, edition);
            assertThat(uuids.add(card.path("uuid").asText())).isTrue();
            card.path("suggestions")
                    .forEach(suggestion -> assertThat(
                                    uuids.add(suggestion.path("uuid").asText()))
                            .isTrue());
        }
    }

    private static void checkCard(JsonNode card, Edition edition) {
        assertThat(UUID.fromString(card.path("uuid").asText())).isNotNull();
        assertThat(card.path("summary").asText())
                .isNotBlank()
                .hasSizeLessThan(140)
                .doesNotEndWith("…")
                .doesNotContain("\n");
        assertThat(card.path("detail").asText()).isNotBlank();
        assertThat(card.path("indicator").asText()).isIn("info", "warning", "critical");
        assertThat(card.at("/source/label").asText()).isNotBlank();
        JsonNode topic = card.at("/source/topic");
        assertThat(topic.path("system").asText())
                .isEqualTo(
                        edition == Edition.R2_2
                                ? "http://terminology.hl7.org/CodeSystem/cdshooks-card-type"
                                : "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp");
        assertThat(Card.topics()).contains(topic.path("code").asText());
        assertThat(topic.path("display").asText())
                .isNotBlank()
                .isNotEqualTo(topic.path("code").asText());
        card.path("links").forEach(link -> {
            assertThat(link.path("type").asText()).isEqualTo("absolute");
            assertThat(link.path("url").asText()).matches("https?://.+");
            assertThat(link.path("label").asText()).isNotBlank();
        });
        assertThat(card.has("links") && card.has("suggestions")).isFalse();
        overrideReasons(card, topic.path("code").asText());
        for (JsonNode order : card.at("/extension/davinci-crd.associated-resource")) {
            assertThat(card.path("detail").asText())
                    .contains(order.path("reference").asText());
        }
        assertThat(card.has("selectionBehavior")).isEqualTo(card.has("suggestions"));
        card.path("suggestions")
                .forEach(suggestion -> suggestion(suggestion, topic.path("code").asText(), card));
    }

    private static void overrideReasons(JsonNode card, String topic) {
        List<String> offered = new ArrayList<>();
        card.path("overrideReasons").forEach(reason -> {
            assertThat(reason.path("system").asText()).startsWith("https://precept.example/");
            assertThat(reason.path("display").asText()).isNotBlank();
            offered.add(reason.path("code").asText());
        });
        boolean asks =
                card.has("suggestions") || !card.path("indicator").asText().equals("info");
        assertThat(offered)
                .hasSize(
                        asks
                                ? RealContent.policies()
                                        .advice()
                                        .overrideReasons(topic)
                                        .size()
                                : 0);
    }

    private static void suggestion(JsonNode suggestion, String topic, JsonNode card) {
        assertThat(UUID.fromString(suggestion.path("uuid").asText())).isNotNull();
        assertThat(suggestion.path("label").asText()).isNotBlank();
        List<String> types = new ArrayList<>();
        for (JsonNode action : suggestion.path("actions")) {
            types.add(action.path("type").asText());
            assertThat(action.path("description").asText()).isNotBlank();
            if (action.path("type").asText().equals("create")) {
                created(action.path("resource"));
            }
        }
        if (ALTERNATIVES.contains(topic)) {
            assertThat(types).containsExactly("delete", "create");
            String removed = suggestion.at("/actions/0/resourceId").asText();
            assertThat(removed)
                    .isEqualTo(card.at("/extension/davinci-crd.associated-resource/0/reference")
                            .asText())
                    .startsWith(
                            suggestion.at("/actions/1/resource/resourceType").asText() + "/");
            assertThat(card.path("selectionBehavior").asText()).isEqualTo("at-most-one");
        } else {
            assertThat(types).containsExactly("create");
            assertThat(card.path("selectionBehavior").asText()).isEqualTo("any");
        }
    }

    private static void created(JsonNode order) {
        assertThat(CREATED).contains(order.path("resourceType").asText());
        assertThat(order.path("status").asText()).isEqualTo("draft");
        assertThat(order.path("intent").asText()).isEqualTo("original-order");
        assertThat(order.at("/subject/reference").asText()).startsWith("Patient/");
        assertThat(order.path("authoredOn").asText()).hasSize(10);
        assertThat(order.at("/requester/reference").asText()).contains("/");
        assertThat(order.has("dosageInstruction")).isFalse();
    }
}
