package org.precept.dtr;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/** Reads the operation's answer, as a form app does. */
final class Packages {
    private Packages() {}

    static List<Bundle> bundles(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("packagebundle"))
                .map(parameter -> (Bundle) parameter.getResource())
                .toList();
    }

    static List<String> forms(Parameters answer) {
        return bundles(answer).stream()
                .map(bundle -> ((Questionnaire) bundle.getEntryFirstRep().getResource()).getUrl())
                .toList();
    }

    static QuestionnaireResponse draft(Parameters answer) {
        return draft(bundles(answer).get(0));
    }

    static QuestionnaireResponse draft(Bundle bundle) {
        return (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
    }

    static List<Reference> references(QuestionnaireResponse draft, String url) {
        return draft.getExtensionsByUrl(url).stream()
                .map(Extension::getValue)
                .map(Reference.class::cast)
                .toList();
    }

    static List<String> outcome(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("outcome"))
                .map(parameter -> (OperationOutcome) parameter.getResource())
                .flatMap(outcome -> outcome.getIssue().stream())
                .map(OperationOutcome.OperationOutcomeIssueComponent::getDiagnostics)
                .toList();
    }
}
