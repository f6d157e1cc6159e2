package org.precept.dtr.adaptive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

/** What is added to a response, and that nothing else changes. */
class ResponseTextTest {
    private static final String QUESTIONS =
            "\"contained\" : [ {\"resourceType\":\"Questionnaire\", \"id\":\"q\" , \"item\": [ {\"linkId\":\"a\"} ] } ]";
    /** Spacing, escapes, decimals and an element nobody knows: a parser would write most of it otherwise. */
    private static final String ITEMS =
            "\"item\": [ { \"linkId\":\"a\", \"answer\":[{\"valueString\":\"\\u00e9 é \\/\"}] },\n"
                    + " {\"linkId\":\"b\",\"answer\":[ {\"valueDecimal\": 1.50}], \"_x\":{\"y\":1E2}} ]";

    @Test
    void everyByteThatIsNotAddedStays() {
        String sent = "{ \"resourceType\":\"QuestionnaireResponse\", " + QUESTIONS
                + ", \"status\" : \"in-progress\" ,\"extension\":[ {\"url\":\"x\"} ], " + ITEMS + " }";
        ResponseText text = ResponseText.of(sent.getBytes(UTF_8));

        text.status("completed");
        text.addQuestions(0, "{\"linkId\":\"c\"}");
        text.addItems("{\"linkId\":\"c\",\"answer\":[]}");

        assertThat(new String(text.bytes(), UTF_8))
                .isEqualTo(sent.replace("\"in-progress\"", "\"completed\"")
                        .replace("{\"linkId\":\"a\"} ] }", "{\"linkId\":\"a\"} ,{\"linkId\":\"c\"}] }")
                        .replace("1E2}} ]", "1E2}} ,{\"linkId\":\"c\",\"answer\":[]}]"));
    }

    @Test
    void theFirstQuestionAndTheFirstAnswerGetTheirLists() {
        ResponseText text = ResponseText.of(("{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"in-progress\","
                        + "\"contained\":[{\"resourceType\":\"Questionnaire\",\"id\":\"q\"}]}")
                .getBytes(UTF_8));

        text.addQuestions(0, "{\"linkId\":\"a\"}");
        text.addItems("{\"linkId\":\"a\"}");

        assertThat(new String(text.bytes(), UTF_8))
                .isEqualTo("{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"in-progress\","
                        + "\"contained\":[{\"resourceType\":\"Questionnaire\",\"id\":\"q\",\"item\":[{\"linkId\":\"a\"}]}],"
                        + "\"item\":[{\"linkId\":\"a\"}]}");
    }

    @Test
    void anExtensionTakesThePlaceOfTheOneWithItsUrl() {
        ResponseText text = ResponseText.of(
                ("{\"resourceType\":\"QuestionnaireResponse\",\"extension\":[{\"url\":\"x\"},{\"url\":\"u\",\"valueCode\":\"old\"},"
                                + "{\"url\":\"y\"}]}")
                        .getBytes(UTF_8));

        text.replaceExtensions("u", List.of("{\"url\":\"u\",\"valueCode\":\"new\"}"));

        assertThat(new String(text.bytes(), UTF_8))
                .isEqualTo("{\"resourceType\":\"QuestionnaireResponse\",\"extension\":[{\"url\":\"x\"},{\"url\":\"y\"},"
                        + "{\"url\":\"u\",\"valueCode\":\"new\"}]}");
    }

    @Test
    void findsTheResponseInParametersWhateverTheOrderOfNames() {
        String response = "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"é\"}";
        ResponseText text = ResponseText.of(("{\"parameter\":[{\"name\":\"other\",\"valueString\":\"x\"},{\"resource\":"
                        + response + ",\"name\":\"questionnaire-response\"}],\"resourceType\":\"Parameters\"}")
                .getBytes(UTF_8));

        assertThat(text.json()).isEqualTo(response);
        assertThat(text.element()).isEqualTo("Parameters.parameter[1].resource");
        assertThat(new String(text.bytes(), UTF_8)).isEqualTo(response);
    }

    @Test
    void questionsAreAddedToAQuestionnaireOnly() {
        ResponseText text = ResponseText.of(
                "{\"resourceType\":\"QuestionnaireResponse\",\"contained\":[null,{\"resourceType\":\"Questionnaire\"}]}"
                        .getBytes(UTF_8));

        assertThatThrownBy(() -> text.addQuestions(0, "{}")).isInstanceOf(RejectedRequest.class);
    }

    @Test
    void whatHoldsNoResponseIsRefused() {
        assertRefused("");
        assertRefused("[]");
        assertRefused("{\"resourceType\":\"Patient\"}");
        assertRefused("{\"resourceType\":\"Parameters\"}");
        assertRefused(
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"questionnaire-response\",\"resource\":"
                        + "{\"resourceType\":\"Patient\"}}]}");
        assertRefused("{\"resourceType\":\"QuestionnaireResponse\",\"resourceType\":\"QuestionnaireResponse\"}");
        assertRefused("{\"resourceType\":\"QuestionnaireResponse\",\"item\":{\"linkId\":\"a\"}}");
        assertRefused("{\"resourceType\":\"QuestionnaireResponse\",\"extension\":{\"url\":\"a\"}}");
        assertRefused("{\"resourceType\":\"QuestionnaireResponse\"} {}");
        assertRefused("{\"resourceType\":\"QuestionnaireResponse\"");
    }

    private static void assertRefused(String body) {
        assertThatThrownBy(() -> ResponseText.of(body.getBytes(UTF_8)))
                .as(body)
                .isInstanceOfSatisfying(
                        RejectedRequest.class, e -> assertThat(e.status()).isEqualTo(400));
    }
}
