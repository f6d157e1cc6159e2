package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The invariants crd-ci-q1 to q9 of CRD 2.2.1, checked on the JSON that is sent and written from the guide's sentences,
 * not from our code. q3 is read both ways, as its sentence says; q4 by its meaning (its expression lacks an exists()).
 */
final class Invariants {
    private static final Set<String> REASONS = Set.of(
            "gold-card",
            "no-member-found",
            "no-active-coverage",
            "coverage-not-found",
            "auth-out-network",
            "technical");

    private Invariants() {}

    static void check(JsonNode extension) {
        List<String> covered = codes(extension, "covered");
        List<String> paNeeded = codes(extension, "pa-needed");
        List<String> docNeeded = codes(extension, "doc-needed");
        List<String> docPurpose = codes(extension, "doc-purpose");
        List<String> infoNeeded = codes(extension, "info-needed");
        List<JsonNode> reasons = parts(extension, "reason");
        List<String> determined = new ArrayList<>(covered);
        determined.addAll(paNeeded);
        determined.addAll(docNeeded);

        assertThat(covered)
                .as("covered 1..1")
                .hasSize(1)
                .isSubsetOf("covered", "not-covered", "conditional", "indeterminate");
        assertThat(paNeeded)
                .as("pa-needed 0..1")
                .hasSizeLessThan(2)
                .isSubsetOf("auth-needed", "satisfied", "performpa", "conditional", "indeterminate");
        assertThat(parts(extension, "coverage")).as("coverage 1..1").hasSize(1);
        assertThat(parts(extension, "date")).as("date 1..1").hasSize(1);
        assertThat(parts(extension, "coverage-assertion-id"))
                .as("assertion 1..1")
                .hasSize(1);
        if (!parts(extension, "questionnaire").isEmpty()) {
            assertThat(docNeeded).as("q1").isNotEmpty();
        }
        if (covered.contains("not-covered")) {
            assertThat(paNeeded).as("q2").isEmpty();
        }
        assertThat(infoNeeded.isEmpty()).as("q3").isEqualTo(!determined.contains("conditional"));
        if (paNeeded.contains("satisfied") || paNeeded.contains("no-auth") || covered.contains("not-covered")) {
            assertThat(docPurpose).as("q4").doesNotContain("withpa");
        }
        assertThat(parts(extension, "satisfied-pa-id").isEmpty()).as("q5").isEqualTo(!paNeeded.contains("satisfied"));
        if (infoNeeded.contains("OTH")) {
            assertThat(reasons).as("q6").isNotEmpty();
        }
        for (JsonNode reason : reasons) {
            JsonNode concept = reason.path("valueCodeableConcept");
            if (!REASONS.contains(concept.at("/coding/0/code").asText())) {
                assertThat(concept.path("text").asText()).as("q7").isNotBlank();
            }
        }
        if (!docPurpose.isEmpty()) {
            assertThat(reasons).as("q8").isNotEmpty();
        }
        if (determined.contains("indeterminate")) {
            assertThat(reasons).as("q9").isNotEmpty();
        }
    }

    static List<String> codes(JsonNode extension, String url) {
        return parts(extension, url).stream()
                .map(part -> part.path("valueCode").asText())
                .toList();
    }

    static List<JsonNode> parts(JsonNode extension, String url) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals(url)) {
                found.add(part);
            }
        }
        return found;
    }
}
