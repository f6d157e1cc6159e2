package org.precept.dtr.answers;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.criteria.CriteriaException;
import org.precept.determination.Finding;
import org.precept.policy.Form;
import org.precept.record.DetectedIssues;
import org.precept.record.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flags what contradicts: stores it beside the response and tells the client. The answers themselves stay and count. */
final class Flags {
    private static final Logger LOG = LoggerFactory.getLogger(Flags.class);

    private final Contradictions contradictions;
    private final DetectedIssues issues;
    private final Clock clock;

    Flags(Contradictions contradictions, DetectedIssues issues, Clock clock) {
        this.contradictions = contradictions;
        this.issues = issues;
        this.clock = clock;
    }

    /** Replaces what was flagged on a response by what is found now. */
    void renew(QuestionnaireResponse response, String reference, Form form, Member member, Notices notices) {
        Contradictions.Found found;
        try {
            found = contradictions.of(reference, response, form, member);
        } catch (CriteriaException e) {
            LOG.warn("Answers to {} could not be compared with the record: {}", form.canonical(), e.getMessage());
            notices.tell(
                    reference,
                    IssueSeverity.WARNING,
                    IssueType.EXCEPTION,
                    "QuestionnaireResponse",
                    "The answers are stored. They could not be compared with the record this time.");
            return;
        }
        Instant now = clock.instant();
        String patient = "Patient/" + member.patient().getIdElement().getIdPart();
        List<DetectedIssue> flagged = found.findings().stream()
                .map(finding -> ContradictionIssue.of(reference, patient, form, finding, found.recorded(), now))
                .toList();
        issues.replace(reference, ContradictionIssue.KIND, flagged);
        found.findings().forEach(finding -> tell(reference, finding, notices));
    }

    private static void tell(String reference, Finding finding, Notices notices) {
        notices.tell(
                reference,
                IssueSeverity.WARNING,
                IssueType.BUSINESSRULE,
                "QuestionnaireResponse.descendants().where(linkId = '"
                        + finding.criterion().id() + "')",
                finding.withoutRequest() + " The answer is stored; a person will look at both sides.");
    }

    /** Takes back what was flagged. */
    void remove(String reference) {
        issues.replace(reference, ContradictionIssue.KIND, List.of());
    }
}
