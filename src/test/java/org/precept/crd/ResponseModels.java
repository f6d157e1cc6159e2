package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.precept.crd.coverage.CoverageInformation;

/**
 * The response models of CRD 2.2.1 (CRDHooksResponseBase and the model of each response type), checked on the JSON that is
 * sent. Every card must be of exactly one type.
 */
final class ResponseModels {
    private static final Set<String> TOPICS = Set.of(
            "coverage-info",
            "unsolicited-determ",
            "claim",
            "insurance",
            "limits",
            "network",
            "appropriate-use",
            "cost",
            "therapy-alternatives-opt",
            "therapy-alternatives-req",
            "clinical-reminder",
            "duplicate-therapy",
            "contraindication",
            "guideline",
            "off-guideline");

    private ResponseModels() {}

    static void check(JsonNode answer) {
        assertThat(answer.path("cards").isArray()).isTrue();
        List<String> uuids = new ArrayList<>();
        answer.path("cards").forEach(card -> {
            uuids.add(card.path("uuid").asText());
            card(card);
        });
        assertThat(uuids).doesNotHaveDuplicates();
        answer.path("systemActions").forEach(ResponseModels::coverageInformation);
    }

    private static void card(JsonNode card) {
        assertThat(card.path("uuid").asText()).matches("[0-9a-f-]{36}");
        assertThat(card.path("summary").asText()).isNotBlank().hasSizeLessThan(140);
        assertThat(card.path("indicator").asText()).isIn("info", "warning", "critical");
        assertThat(card.at("/source/label").asText()).isNotBlank();
        assertThat(card.at("/source/topic/code").asText()).isIn(TOPICS);
        assertThat(card.at("/source/topic/system").asText()).isNotBlank();
        boolean links = !card.path("links").isEmpty();
        boolean suggestions = !card.path("suggestions").isEmpty();
        assertThat(links && suggestions)
                .as("links and suggestions: no response type")
                .isFalse();
        if (links) {
            card.path("links").forEach(link -> {
                assertThat(link.path("type").asText()).isEqualTo("absolute");
                assertThat(link.path("label").asText()).isNotBlank();
                assertThat(link.path("url").asText()).matches("https?://\\S+");
                assertThat(link.has("appContext")).isFalse();
            });
        } else if (suggestions) {
            assertThat(card.path("selectionBehavior").asText()).isIn("at-most-one", "any");
            card.path("suggestions").forEach(ResponseModels::suggestion);
        } else {
            assertThat(card.path("detail").asText())
                    .as("Instructions need detail")
                    .isNotBlank();
        }
    }

    /** Additional Orders: creates only. Alternate Request: one update, or a delete and a create. */
    private static void suggestion(JsonNode suggestion) {
        assertThat(suggestion.path("label").asText()).isNotBlank();
        assertThat(suggestion.path("uuid").asText()).matches("[0-9a-f-]{36}");
        List<String> types = new ArrayList<>();
        suggestion.path("actions").forEach(action -> {
            types.add(action.path("type").asText());
            assertThat(action.path("description").asText()).isNotBlank();
            assertThat(action.has("resource"))
                    .isEqualTo(!action.path("type").asText().equals("delete"));
            assertThat(action.has("resourceId"))
                    .isEqualTo(action.path("type").asText().equals("delete"));
        });
        assertThat(types).isNotEmpty();
        if (!types.stream().allMatch("create"::equals)) {
            assertThat(types).isIn(List.of("update"), List.of("create", "delete"), List.of("delete", "create"));
        }
    }

    private static void coverageInformation(JsonNode action) {
        assertThat(action.path("type").asText()).isEqualTo("update");
        assertThat(action.path("description").asText()).isNotBlank();
        assertThat(action.has("resourceId")).isFalse();
        assertThat(action.at("/resource/extension").findValuesAsText("url")).contains(CoverageInformation.URL);
    }
}
