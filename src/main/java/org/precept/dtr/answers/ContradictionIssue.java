package org.precept.dtr.answers;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueEvidenceComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;
import org.precept.criteria.EvidenceReference;
import org.precept.determination.Finding;
import org.precept.policy.Form;
import org.precept.record.DetectedIssues.Kind;

/** A contradiction as the DetectedIssue that keeps it. */
final class ContradictionIssue {
    static final Kind KIND =
            new Kind("https://precept.example/fhir/CodeSystem/answer-finding", "contradicts-other-evidence");

    private static final String DISPLAY = "An answer contradicts other evidence";
    private static final String IDENTIFIER = "https://precept.example/answer-finding";

    private ContradictionIssue() {}

    /**
     * The issue; has no id yet.
     *
     * @param response {@code QuestionnaireResponse/id}
     * @param recorded references of evidence that is stored here: the rest is only named
     */
    static DetectedIssue of(
            String response, String patient, Form form, Finding finding, Set<String> recorded, Instant now) {
        DetectedIssue issue = new DetectedIssue();
        issue.setStatus(DetectedIssueStatus.FINAL);
        issue.addIdentifier()
                .setSystem(IDENTIFIER)
                .setValue(response + "#" + finding.criterion().id());
        issue.setCode(new CodeableConcept(new Coding(KIND.system(), KIND.code(), DISPLAY)));
        issue.setPatient(new Reference(patient));
        issue.setIdentified(new DateTimeType(now.toString()));
        issue.setDetail(finding.text());
        issue.addImplicated(new Reference(response));
        DetectedIssueEvidenceComponent evidence = issue.addEvidence();
        evidence.addCode(new CodeableConcept()
                .addCoding(new Coding()
                        .setSystem(form.canonical().url())
                        .setVersion(form.canonical().version())
                        .setCode(finding.criterion().id())
                        .setDisplay(finding.criterion().title())));
        Set<String> named = new LinkedHashSet<>();
        named.add(response);
        for (EvidenceReference item : finding.result().evidence()) {
            if (named.add(item.reference())) {
                Reference other = new Reference().setDisplay(item.display());
                if (recorded.contains(item.reference())) {
                    other.setReference(item.reference());
                }
                issue.addImplicated(other);
                evidence.addDetail(other.copy());
            }
        }
        return issue;
    }
}
