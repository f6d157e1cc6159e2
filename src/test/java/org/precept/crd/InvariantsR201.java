package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What CRD 2.0.1 asks of coverage-information, checked on the JSON that is sent: parts, how often, codes, crd-ci-q1 to q5.
 * q2 is read as published: its expression asks for pa-needed whatever covered is.
 */
final class InvariantsR201 {
    private static final Set<String> PARTS = Set.of(
            "coverage",
            "covered",
            "pa-needed",
            "doc-needed",
            "doc-purpose",
            "info-needed",
            "billingCode",
            "reason",
            "detail",
            "dependency",
            "questionnaire",
            "response",
            "date",
            "coverage-assertion-id",
            "satisfied-pa-id",
            "contact");

    private InvariantsR201() {}

    static void check(JsonNode extension) {
        extension
                .path("extension")
                .forEach(part -> assertThat(PARTS).contains(part.path("url").asText()));
        List<String> covered = Invariants.codes(extension, "covered");
        List<String> paNeeded = Invariants.codes(extension, "pa-needed");
        List<String> docNeeded = Invariants.codes(extension, "doc-needed");
        List<String> infoNeeded = Invariants.codes(extension, "info-needed");
        assertThat(covered).hasSize(1).isSubsetOf("covered", "not-covered", "conditional");
        assertThat(paNeeded)
                .as("q2 as published")
                .hasSize(1)
                .isSubsetOf("no-auth", "auth-needed", "satisfied", "performpa", "conditional");
        assertThat(docNeeded).hasSizeLessThan(2).isSubsetOf("clinical", "admin", "both", "conditional");
        assertThat(infoNeeded).isSubsetOf("performer", "location", "timeframe", "contract-window", "OTH");
        assertThat(Invariants.parts(extension, "coverage")).hasSize(1);
        assertThat(Invariants.parts(extension, "date")).hasSize(1);
        assertThat(Invariants.parts(extension, "coverage-assertion-id")).hasSize(1);
        if (!Invariants.parts(extension, "questionnaire").isEmpty()) {
            assertThat(docNeeded).as("q1").isNotEmpty();
        }
        List<String> determined = new ArrayList<>(covered);
        determined.addAll(paNeeded);
        determined.addAll(docNeeded);
        assertThat(infoNeeded.isEmpty()).as("q3").isEqualTo(!determined.contains("conditional"));
        if (paNeeded.contains("satisfied")) {
            assertThat(Invariants.codes(extension, "doc-purpose")).as("q4").doesNotContain("withpa");
        }
        assertThat(Invariants.parts(extension, "satisfied-pa-id").isEmpty())
                .as("q5")
                .isEqualTo(!paNeeded.contains("satisfied"));
    }
}
