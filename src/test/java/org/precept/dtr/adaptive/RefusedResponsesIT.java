package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What {@code $next-question} does not go on with (DTR 2.2 spec-147), and what it gives back unchanged. */
class RefusedResponsesIT extends ServerTest {
    private static final String FORM = "mmm-alemtuzumab-initial";

    @Test
    void anAnswerOfAnotherTypeIsRefusedByLinkId() {
        Conversation ben = second();
        ben.answer("no-concurrent-dmt", "valueString", "no");

        refused(ben.send(), "no-concurrent-dmt", "QuestionnaireResponse.item[0].answer[0].value");
    }

    @Test
    void anAnswerThatIsNotOfferedIsRefusedByLinkId() {
        Conversation nobody = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");
        nobody.forgetMember();
        nobody.next().next().answer("diagnosis", "valueCoding", "flu");

        refused(nobody.send(), "diagnosis", "QuestionnaireResponse.item[0].answer[0].value");
    }

    @Test
    void aDateInTheFutureIsRefused() {
        Conversation ben = second();
        ben.answer("last-course-date", "valueDate", "2100-01-01");

        refused(ben.send(), "last-course-date", "QuestionnaireResponse.item[0].answer[0].value");
    }

    @Test
    void anAnswerToWhatWasNotAskedIsRefused() {
        Conversation ben = second();
        ben.answer("hiv-negative", "valueBoolean", true);

        refused(ben.send(), "hiv-negative", "QuestionnaireResponse.item[0].linkId");
    }

    @Test
    void aQuestionThatWasChangedIsRefused() {
        Conversation ben = second();
        ((ObjectNode) ben.response().at("/contained/0/item/1")).put("text", "Is it sunny?");

        refused(ben.send(), "no-concurrent-dmt", "QuestionnaireResponse.contained[0].item[1]");
    }

    @Test
    void aQuestionOfOnesOwnIsRefused() {
        Conversation ben = second();
        ben.response()
                .withArray("/contained/0/item")
                .addObject()
                .put("linkId", "weather")
                .put("type", "string")
                .put("text", "Weather");

        refused(ben.send(), "weather", "QuestionnaireResponse.contained[0].item[2]");
    }

    @Test
    void theElementIsNamedWhereItStandsInParameters() {
        Conversation ben = second();
        ben.answer("no-concurrent-dmt", "valueString", "no");
        ObjectNode parameters = Conversation.JSON.createObjectNode().put("resourceType", "Parameters");
        parameters
                .putArray("parameter")
                .addObject()
                .put("name", "questionnaire-response")
                .set("resource", ben.response());

        refused(
                client.post(Conversation.PATH, parameters.toString()),
                "no-concurrent-dmt",
                "Parameters.parameter[0].resource.item[0].answer[0].value");
    }

    @Test
    void aResponseOfAStaticFormIsRefused() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");
        ben.response().put("questionnaire", "https://precept.example/fhir/Questionnaire/" + FORM);

        refused(ben.send(), "adaptive", "QuestionnaireResponse.questionnaire");
    }

    @Test
    void aFormThatIsNotOfferedIsRefused() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");
        ((ObjectNode) ben.response().at("/contained/0"))
                .putArray("derivedFrom")
                .add("https://precept.example/fhir/Questionnaire/nothing-adaptive");

        refused(ben.send(), "adaptive", "QuestionnaireResponse.contained[0].derivedFrom");
    }

    @Test
    void earlierQuestionsAndAnswersComeBackByteForByte() {
        Conversation ben = second();
        ben.answer("no-concurrent-dmt", "valueBoolean", true);
        String item = ben.response().at("/item/0").toString();
        String odd = item.replace("\"linkId\":", "\"linkId\" :\n\t").replace("\"no-", "\"\\u006eo-");
        String sent = ben.response().toString().replace(item, odd);

        Reply reply = client.post(Conversation.PATH, sent);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        String question = ben.response().at("/contained/0/item/1").toString();
        assertThat(reply.body()).contains(odd).contains(question);
        JsonNode now = reply.json();
        assertThat(now.at("/item").size()).isEqualTo(1);
        assertThat(now.at("/contained/0/item/2/linkId").asText()).isEqualTo("no-active-infection");
    }

    /** Ben, with the second question put. */
    private Conversation second() {
        return Conversation.begin(client, "mmm", "MMM-2001", FORM, "").next().next();
    }

    private static void refused(Reply reply, String linkId, String element) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.at("/issue/0/diagnostics")).contains(linkId);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo(element);
    }
}
