package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.RejectedRequest;

/**
 * What users did with cards (CDS Hooks, "Feedback"). Outcomes are counted in the metric {@code precept.crd.feedback};
 * nothing else of a feedback is kept.
 */
final class Feedback {
    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);
    private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");

    private final MeterRegistry meters;

    Feedback(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Counts the outcomes.
     *
     * @throws RejectedRequest 400 naming the element when it is not feedback
     */
    void count(HookKind kind, byte[] body) {
        JsonNode feedback;
        try {
            feedback = TREE.readTree(body).path("feedback");
        } catch (IOException e) {
            throw Refusals.badRequest(IssueType.STRUCTURE, "feedback", "The body is not valid JSON in UTF-8.");
        }
        if (!feedback.isArray() || feedback.isEmpty()) {
            throw Refusals.missing("feedback", "Send an array with at least one outcome.");
        }
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < feedback.size(); i++) {
            outcomes.add(outcome(feedback.get(i), "feedback[" + i + "]"));
        }
        outcomes.forEach(
                outcome -> meters.counter("precept.crd.feedback", "service", kind.service(), "outcome", outcome)
                        .increment());
    }

    private static String outcome(JsonNode one, String path) {
        text(one, path, "card", "Send the uuid of the card.");
        text(one, path, "outcomeTimestamp", "Send when it was decided.");
        String outcome = text(one, path, "outcome", "Send accepted or overridden.");
        if (!OUTCOMES.contains(outcome)) {
            throw Refusals.invalid(path + ".outcome", "outcome must be accepted or overridden.");
        }
        if (outcome.equals("accepted") && !one.path("acceptedSuggestions").isArray()) {
            throw Refusals.missing(path + ".acceptedSuggestions", "Send the accepted suggestions with their ids.");
        }
        return outcome;
    }

    private static String text(JsonNode one, String path, String element, String what) {
        JsonNode value = one.path(element);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw Refusals.missing(path + "." + element, what);
        }
        return value.textValue();
    }
}
