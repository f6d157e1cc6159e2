package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.precept.crd.coverage.CoverageInformation.CoverageReference;
import org.precept.crd.text.ResourceScanner;

/** Compares what an order already carries with what would be said now about the same coverage. */
final class StatedBefore {
    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);
    private static final String ASSERTION = "coverage-assertion-id";
    /** Parts that differ from call to call though nothing new is said. */
    private static final Set<String> OF_THE_DAY = Set.of(ASSERTION, "date", "expiry-date");

    /** Parts that hooks which may not ask for documents leave out or word otherwise. */
    private static final Set<String> OF_DOCUMENTS = Set.of("doc-needed", "doc-purpose", "questionnaire", "reason");

    private final CoverageReference coverage;
    private final Set<String> passedOver;

    /**
     * @param documents whether documents may be asked for now; otherwise a statement that asked for them earlier says all
     *     that would be said now
     */
    StatedBefore(CoverageReference coverage, boolean documents) {
        this.coverage = coverage;
        this.passedOver = new HashSet<>(OF_THE_DAY);
        passedOver.add("coverage");
        if (!documents) {
            passedOver.addAll(OF_DOCUMENTS);
        }
    }

    /** True when an extension on the order is about the same coverage. */
    boolean sameCoverage(JsonNode extension) {
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals("coverage")) {
                String reference = part.at("/valueReference/reference").asText();
                return Objects.equals(
                        ReceivedResources.local(reference), ReceivedResources.local(coverage.reference()));
            }
        }
        return false;
    }

    /**
     * True when the new extension says nothing that the earlier one does not.
     *
     * @param known whether an assertion id is one that was given here
     */
    boolean sameStatement(JsonNode earlier, String extension, Predicate<String> known) {
        JsonNode now;
        try {
            now = TREE.readTree(extension);
        } catch (IOException e) {
            throw new UncheckedIOException("the extension was written here", e);
        }
        return statement(earlier).equals(statement(now)) && known.test(assertion(earlier));
    }

    private Set<JsonNode> statement(JsonNode extension) {
        Set<JsonNode> parts = new HashSet<>();
        for (JsonNode part : extension.path("extension")) {
            String url = part.path("url").asText();
            if (!passedOver.contains(url)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static String assertion(JsonNode extension) {
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals(ASSERTION)) {
                return part.path("valueString").asText();
            }
        }
        return "";
    }
}
