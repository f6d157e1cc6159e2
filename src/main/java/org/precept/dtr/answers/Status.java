package org.precept.dtr.answers;

import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;

/** What the status of a response means here. */
final class Status {
    private Status() {}

    /** True when the answers are given: they are checked in full and count. */
    static boolean finished(QuestionnaireResponse response) {
        return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
    }
}
