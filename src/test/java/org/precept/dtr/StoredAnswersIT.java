package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;
import org.precept.support.Reply;

/** Answers stored by themselves: those that their form does not offer are refused, and nothing is stored. */
class StoredAnswersIT extends DtrServerTest {
    private static final String FORM = FORMS + "mmm-alemtuzumab-initial|1.1.0";

    @Test
    void answersThatTheFormOffersAreStored() {
        QuestionnaireResponse response = response("it-dtr-good", FORM);
        answer(response, "hiv-negative", new BooleanType(true));
        answer(response, "diagnosis", new Coding(CodeSystems.ANSWERS, "rrms", null));

        assertThat(put(response).status()).isEqualTo(201);
    }

    @Test
    void unknownQuestionsAreRefused() {
        assertRefused("it-dtr-1", "shoe-size", new StringType("42"));
    }

    @Test
    void choicesThatAreNotOfferedAreRefused() {
        assertRefused("it-dtr-2", "diagnosis", new Coding(CodeSystems.ANSWERS, "headache", null));
    }

    @Test
    void answersOfAnotherTypeAreRefused() {
        assertRefused("it-dtr-3", "hiv-negative", new StringType("yes"));
    }

    @Test
    void inATransactionTheyAreRefusedToo() {
        QuestionnaireResponse response = response("it-dtr-4", FORM);
        answer(response, "shoe-size", new StringType("42"));
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(response)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl("QuestionnaireResponse/it-dtr-4");

        assertThat(client.post("/fhir", json(bundle)).status()).isEqualTo(422);
        assertThat(client.get("/fhir/QuestionnaireResponse/it-dtr-4").status()).isEqualTo(404);
    }

    @Test
    void formsOfOthersAreNotOurs() {
        QuestionnaireResponse response = response("it-dtr-5", "https://other.example/Questionnaire/q");
        answer(response, "shoe-size", new StringType("42"));

        assertThat(put(response).status()).isEqualTo(201);
    }

    private void assertRefused(String id, String linkId, Type value) {
        QuestionnaireResponse response = response(id, FORM);
        answer(response, linkId, value);

        Reply reply = put(response);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(firstIssue(reply).getDiagnostics()).contains(linkId).doesNotContain("42");
        assertThat(firstExpression(reply)).isEqualTo("QuestionnaireResponse.item[0].answer[0].value");
        assertThat(client.get("/fhir/QuestionnaireResponse/" + id).status()).isEqualTo(404);
    }

    private Reply put(QuestionnaireResponse response) {
        return client.put("/fhir/QuestionnaireResponse/" + response.getIdPart(), json(response));
    }

    private static QuestionnaireResponse response(String id, String form) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setId(id);
        response.setQuestionnaire(form).setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setSubject(new Reference("Patient/it-dtr"));
        return response;
    }

    private static void answer(QuestionnaireResponse response, String linkId, Type value) {
        response.addItem().setLinkId(linkId).addAnswer().setValue(value);
    }
}
