package org.precept.dtr.adaptive;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.Constants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.precept.dtr.DtrEdition;

/** {@code POST Questionnaire/$next-question}, type level (DTR 2.2, "Adaptive forms"). */
public class NextQuestionProvider {
    private final NextQuestions questions;

    NextQuestionProvider(NextQuestions questions) {
        this.questions = questions;
    }

    /**
     * The response with the next questions in its contained Questionnaire, or completed. The body is read and written here,
     * so that what was answered before goes back byte for byte. Takes Parameters with a {@code questionnaire-response}, or
     * the bare QuestionnaireResponse; answers with the bare QuestionnaireResponse.
     *
     * @throws org.precept.fhir.RejectedRequest 400 naming every linkId that is wrong
     */
    @Operation(name = "$next-question", typeName = "Questionnaire", manualRequest = true, manualResponse = true)
    public void nextQuestion(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] json = questions.answer(request.getInputStream().readAllBytes(), DtrEdition.of(request));
        response.setContentType(Constants.CT_FHIR_JSON_NEW);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
