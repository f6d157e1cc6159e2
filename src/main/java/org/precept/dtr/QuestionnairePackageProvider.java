package org.precept.dtr;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** {@code POST Questionnaire/$questionnaire-package}, type level (DTR 2.2 oper-1). */
public class QuestionnairePackageProvider {
    private static final int BAD_REQUEST = 400;

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
    public Parameters questionnairePackage(@ResourceParam @Nullable IBaseResource input) {
        if (input == null || input instanceof Parameters) {
            return packages.answer((Parameters) input);
        }
        throw new RejectedRequest(
                BAD_REQUEST,
                new Issue(
                        IssueType.STRUCTURE,
                        input.fhirType(),
                        "The body is a " + input.fhirType() + ". Send Parameters that hold it."));
    }
}
