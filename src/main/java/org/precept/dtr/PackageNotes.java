package org.precept.dtr;

import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;

/** What a successful answer has to say beside its packages; becomes the parameter {@code outcome}. */
final class PackageNotes {
    private final OperationOutcome outcome = new OperationOutcome();

    /**
     * Something the client should look at.
     *
     * @param element FHIRPath of the parameter, null when none is to blame
     */
    void warn(IssueType type, @Nullable String element, String text) {
        add(IssueSeverity.WARNING, type, element, text);
    }

    /** What one of several coverages was refused for; the others were answered. */
    void warn(RejectedRequest refused) {
        refused.outcome().getIssue().forEach(issue -> outcome.addIssue(issue.setSeverity(IssueSeverity.WARNING)));
    }

    /** Something good to know. */
    void inform(@Nullable String element, String text) {
        add(IssueSeverity.INFORMATION, IssueType.INFORMATIONAL, element, text);
    }

    /** The outcome; empty when there is nothing to say. */
    Optional<OperationOutcome> outcome() {
        return outcome.hasIssue() ? Optional.of(outcome) : Optional.empty();
    }

    private void add(IssueSeverity severity, IssueType type, @Nullable String element, String text) {
        OperationOutcome.OperationOutcomeIssueComponent issue =
                outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(text);
        if (element != null) {
            issue.addExpression(element);
        }
    }
}
