package org.precept.dtr.errors;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;

/**
 * What a client reports.
 *
 * @param questionnaires canonicals of the forms, at least one
 * @param outcomes what went wrong, at least one, each with an issue
 */
record ErrorReport(List<String> questionnaires, List<OperationOutcome> outcomes) {
    ErrorReport {
        questionnaires = List.copyOf(questionnaires);
        outcomes = List.copyOf(outcomes);
    }
}
