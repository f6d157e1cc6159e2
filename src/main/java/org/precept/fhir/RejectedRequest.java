package org.precept.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;

/** A request that cannot be processed; becomes an HTTP error with an OperationOutcome. Nothing has been stored. */
public class RejectedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Issue> issues;

    /**
     * @param status HTTP status to answer with, 4xx or 5xx
     * @param issues at least one issue
     */
    public RejectedRequest(int status, List<Issue> issues) {
        super(issues.get(0).diagnostics());
        this.status = status;
        this.issues = List.copyOf(issues);
    }

    /** A rejection with one issue. */
    public RejectedRequest(int status, Issue issue) {
        this(status, List.of(issue));
    }

    public int status() {
        return status;
    }

    /** The issues as a FHIR resource. */
    public OperationOutcome outcome() {
        OperationOutcome outcome = new OperationOutcome();
        for (Issue issue : issues) {
            OperationOutcome.OperationOutcomeIssueComponent component = outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(issue.type())
                    .setDiagnostics(issue.diagnostics());
            if (issue.expression() != null) {
                component.addExpression(issue.expression());
            }
        }
        return outcome;
    }
}
