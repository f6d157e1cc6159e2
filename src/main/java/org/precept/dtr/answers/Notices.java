package org.precept.dtr.answers;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;

/** What is to be told about responses that a request stored, from the hooks that found it to the answer. */
final class Notices {
    private static final String KEY = Notices.class.getName();

    private final Map<String, List<OperationOutcomeIssueComponent>> byReference = new LinkedHashMap<>();

    private Notices() {}

    /** Those of the running request. */
    static Notices of(RequestDetails request) {
        return (Notices) request.getUserData().computeIfAbsent(KEY, key -> new Notices());
    }

    /**
     * Tells something about a stored response.
     *
     * @param reference {@code QuestionnaireResponse/id}
     * @param expression FHIRPath in it
     */
    void tell(String reference, IssueSeverity severity, IssueType type, String expression, String text) {
        OperationOutcomeIssueComponent issue = new OperationOutcomeIssueComponent()
                .setSeverity(severity)
                .setCode(type)
                .setDiagnostics(text);
        issue.addExpression(expression);
        byReference.computeIfAbsent(reference, key -> new ArrayList<>()).add(issue);
    }

    /** Forgets what was told about a response: a request that failed may be tried again. */
    void clear(String reference) {
        byReference.remove(reference);
    }

    /** Adds it to an answer that is an OperationOutcome, and to the outcomes of a transaction's entries. */
    static void addTo(IBaseResource answer, RequestDetails request) {
        if (!(request.getUserData().get(KEY) instanceof Notices notices)) {
            return;
        }
        if (answer instanceof OperationOutcome outcome) {
            notices.byReference.values().forEach(issues -> issues.forEach(outcome::addIssue));
        } else if (answer instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> notices.addTo(entry.getResponse()));
        }
    }

    private void addTo(BundleEntryResponseComponent response) {
        if (!response.hasLocation()) {
            return;
        }
        List<OperationOutcomeIssueComponent> issues = byReference.getOrDefault(
                new IdType(response.getLocation()).toUnqualifiedVersionless().getValue(), List.of());
        if (!issues.isEmpty()) {
            OperationOutcome outcome =
                    response.getOutcome() instanceof OperationOutcome known ? known : new OperationOutcome();
            issues.forEach(outcome::addIssue);
            response.setOutcome(outcome);
        }
    }
}
