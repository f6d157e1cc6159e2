package org.precept.dtr;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** {@code POST Questionnaire/$questionnaire-package}, type level (DTR 2.2 oper-1). */
public class QuestionnairePackageProvider {
    private final QuestionnairePackages packages;

    QuestionnairePackageProvider(QuestionnairePackages packages) {
        this.packages = packages;
    }

    /**
     * Forms for a coverage, with drafts of their answers and all that is needed to show and fill them.
     *
     * @param input profile dtr-qpackage-input-parameters
     * @return profile dtr-qpackage-output-parameters
     * @throws org.precept.fhir.RejectedRequest 4xx when the input is not usable
     */
    @Operation(name = "$questionnaire-package", typeName = "Questionnaire")
    public Parameters questionnairePackage(@ResourceParam @Nullable Parameters input) {
        return packages.answer(input);
    }
}
