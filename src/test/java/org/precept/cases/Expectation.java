package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceReference;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Finding;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.ProductIdentity.Identified;

/** What a case expects, checked as far as it says; a case that expects nothing is a mistake. */
final class Expectation {
    private static final Set<String> VALUES = Set.of("true", "false", "null", "conflict", "physician");

    private final Shorthand keys;

    Expectation(Shorthand keys) {
        this.keys = keys;
        if (!keys.has("decision") && !keys.has("criteria") && !keys.has("policy") && !keys.has("prefill")) {
            throw new IllegalArgumentException("expect: say decision, criteria, prefill or policy");
        }
    }

    void check(PolicyCase given) {
        keys.text("identity").ifPresent(identity -> assertThat(name(given)).isEqualTo(identity));
        Optional<CoveragePolicy> policy = given.policy();
        String expected = keys.text("policy", given.own().id());
        assertThat(policy.map(CoveragePolicy::id).orElse("none")).as("policy").isEqualTo(expected);
        if (policy.isPresent()) {
            check(given.determine(policy.get()));
            checkPrefill(given, policy.get());
        }
        keys.done();
    }

    private void checkPrefill(PolicyCase given, CoveragePolicy policy) {
        Map<String, JsonNode> expected = keys.map("prefill").entries();
        Map<String, @Nullable Object> found = given.prefill(policy, expected.keySet());
        SoftAssertions softly = new SoftAssertions();
        expected.forEach((linkId, value) -> {
            softly.assertThat(found).as("prefill define").containsKey(linkId + " prefill");
            softly.assertThat(PrefillText.of(found.get(linkId + " prefill")))
                    .as("prefill of " + linkId)
                    .isEqualTo(String.join("; ", texts(value)));
        });
        softly.assertAll();
    }

    private static String name(PolicyCase given) {
        return given.identity() instanceof Identified identified
                ? identified.product()
                : given.identity().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void check(Determination found) {
        SoftAssertions softly = new SoftAssertions();
        keys.text("phase")
                .ifPresent(phase ->
                        softly.assertThat(found.phase().code()).as("phase").isEqualTo(phase));
        keys.map("criteria").entries().forEach((id, value) -> {
            if (!VALUES.contains(value.asText("null"))) {
                throw new IllegalArgumentException("criteria." + id + ": " + value + " is not one of " + VALUES);
            }
            softly.assertThat(describe(result(found, id))).as(id).isEqualTo(value.asText("null"));
        });
        keys.map("evidence")
                .entries()
                .forEach((id, references) -> softly.assertThat(result(found, id).evidence().stream()
                                .map(EvidenceReference::reference)
                                .map(reference -> reference.substring(reference.indexOf('/') + 1)))
                        .as("evidence of " + id)
                        .containsExactlyInAnyOrderElementsOf(texts(references)));
        keys.map("note")
                .entries()
                .forEach((id, note) -> softly.assertThat(result(found, id).note())
                        .as("note of " + id)
                        .contains(note.asText()));
        keys.text("decision")
                .ifPresent(decision -> softly.assertThat(found.decision().action())
                        .as("decision\n" + explain(found))
                        .isEqualTo(decision));
        outcome(found, softly);
        softly.assertAll();
    }

    private void outcome(Determination found, SoftAssertions softly) {
        Optional<String> queue = keys.text("queue");
        Optional<String> reason = keys.text("reason");
        queue.ifPresent(code -> softly.assertThat(
                        found.decision() instanceof ReviewNeeded review
                                ? review.queue().code()
                                : "none")
                .as("queue\n" + explain(found))
                .isEqualTo(code));
        reason.ifPresent(code -> softly.assertThat(
                        found.decision() instanceof DocumentationNeeded
                                ? "0U"
                                : found.decision() instanceof ReviewNeeded ? "0V" : "none")
                .as("reason\n" + explain(found))
                .isEqualTo(code));
        keys.node("missing")
                .ifPresent(ids -> softly.assertThat(
                                found.decision() instanceof DocumentationNeeded needed
                                        ? ids(needed.missing())
                                        : List.of())
                        .as("missing\n" + explain(found))
                        .containsExactlyInAnyOrderElementsOf(texts(ids)));
        keys.node("because")
                .ifPresent(ids -> softly.assertThat(
                                found.decision() instanceof ReviewNeeded review ? ids(review.because()) : List.of())
                        .as("because\n" + explain(found))
                        .containsExactlyInAnyOrderElementsOf(texts(ids)));
        keys.number("units")
                .ifPresent(units -> softly.assertThat(
                                found.decision() instanceof Approved approved ? approved.units() : null)
                        .as("approved units")
                        .isEqualByComparingTo(units));
        keys.date("until")
                .ifPresent(day -> softly.assertThat(
                                found.decision() instanceof Approved approved
                                        ? approved.period().end()
                                        : null)
                        .as("approved until")
                        .isEqualTo(day));
    }

    private static List<String> ids(List<Criterion> criteria) {
        return criteria.stream().map(Criterion::id).toList();
    }

    private static List<String> texts(JsonNode list) {
        return Shorthand.elements(list).stream().map(JsonNode::asText).toList();
    }

    private static CriterionResult result(Determination found, String id) {
        return found.findings().stream()
                .map(Finding::result)
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "phase " + found.phase().code() + " has no criterion '" + id + "'"));
    }

    private static String describe(CriterionResult result) {
        return result.conflict() ? "conflict" : result.physician() ? "physician" : String.valueOf(result.value());
    }

    private static String explain(Determination found) {
        StringBuilder text = new StringBuilder(found.decision().toString().split("\\[")[0]).append('\n');
        for (Finding finding : found.findings()) {
            Map.Entry<String, String> line = Map.entry(finding.criterion().id(), describe(finding.result()));
            text.append(line.getKey())
                    .append(" = ")
                    .append(line.getValue())
                    .append(" | ")
                    .append(finding.text())
                    .append('\n');
        }
        return text.toString();
    }
}
