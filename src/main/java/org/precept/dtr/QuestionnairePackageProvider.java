package org.precept.dtr;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.api.Constants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** {@code POST Questionnaire/$questionnaire-package}, type level (DTR 2.2 oper-1), at the base of every edition. */
public class QuestionnairePackageProvider {
    private static final int BAD_REQUEST = 400;

    private final QuestionnairePackages packages;

    QuestionnairePackageProvider(QuestionnairePackages packages) {
        this.packages = packages;
    }

    /**
     * Forms for a coverage, with drafts of their answers and all that is needed to show and fill them. Answers with
     * profile dtr-qpackage-output-parameters, always as JSON.
     *
     * @param input profile dtr-qpackage-input-parameters
     * @throws RejectedRequest 4xx when the input is not usable
     */
    @Operation(name = "$questionnaire-package", typeName = "Questionnaire", manualResponse = true)
    public void questionnairePackage(
            @ResourceParam @Nullable IBaseResource input, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] json = packages.answer(parameters(input), DtrEdition.of(request));
        response.setContentType(Constants.CT_FHIR_JSON_NEW);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    private static @Nullable Parameters parameters(@Nullable IBaseResource input) {
        if (input == null || input instanceof Parameters) {
            return (Parameters) input;
        }
        throw new RejectedRequest(
                BAD_REQUEST,
                new Issue(
                        IssueType.STRUCTURE,
                        input.fhirType(),
                        "The body is a " + input.fhirType() + ". Send Parameters that hold it."));
    }
}
