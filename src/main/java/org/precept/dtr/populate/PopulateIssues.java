package org.precept.dtr.populate;

import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What is told with a filled form. */
final class PopulateIssues {
    private final OperationOutcome outcome = new OperationOutcome();

    private PopulateIssues() {}

    /** What the request itself gives reason to tell. */
    static PopulateIssues of(PopulateRequest request) {
        PopulateIssues issues = new PopulateIssues();
        if (!request.addresses().isEmpty()) {
            issues.warn(
                    IssueType.NOTSUPPORTED,
                    "Not used: " + String.join(", ", request.addresses())
                            + ". This server opens no address given in a request. Send the resources in context.");
        }
        if (!request.unused().isEmpty()) {
            issues.warn(IssueType.NOTSUPPORTED, "Not used: " + String.join(", ", request.unused()) + ".");
        }
        if (!request.local()) {
            issues.add(
                    IssueSeverity.INFORMATION,
                    IssueType.INFORMATIONAL,
                    "Only what was sent was used. With local = true the member's record here is used too.");
        }
        return issues;
    }

    void warn(IssueType type, String text) {
        add(IssueSeverity.WARNING, type, text);
    }

    private void add(IssueSeverity severity, IssueType type, String text) {
        outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(text);
    }

    /** Empty when there is nothing to tell. */
    Optional<OperationOutcome> outcome() {
        return outcome.hasIssue() ? Optional.of(outcome) : Optional.empty();
    }
}
