package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** The response to an adaptive form is stored like any other, and checked against the static form behind it. */
class StoredConversationIT extends ServerTest {
    private static final String STORE = "/fhir/QuestionnaireResponse";
    private static final String FORM = "mmm-alemtuzumab-initial";
    private static final Set<String> YES = Set.of("no-concurrent-dmt", "no-active-infection");

    @Test
    void aDraftIsStoredAndCompletedLater() {
        EnrolledMember member = EnrolledMember.copy(client, "ben", "stored-conversation");
        Conversation conversation = Conversation.begin(client, member.payer(), member.number(), FORM, "")
                .next();

        Reply draft = client.post(STORE, conversation.response().toString());
        assertThat(draft.status()).as(draft.body()).isEqualTo(201);
        String id = draft.at("/id");

        complete(conversation);
        conversation.response().put("id", id);
        Reply completed = client.put(STORE + "/" + id, conversation.response().toString());

        assertThat(completed.status()).as(completed.body()).isEqualTo(200);
        assertThat(completed.at("/status")).isEqualTo("completed");
        assertThat(completed.at("/subject/reference")).isEqualTo("Patient/" + member.patient());
        assertThat(completed.json().at("/contained/0"))
                .isEqualTo(conversation.response().at("/contained/0"));
    }

    @Test
    void questionsOfTheClientsOwnAreRefused() {
        EnrolledMember member = EnrolledMember.copy(client, "ben", "own-question");
        Conversation conversation = Conversation.begin(client, member.payer(), member.number(), FORM, "")
                .next();
        ObjectNode question = (ObjectNode) conversation.response().at("/contained/0/item/0");

        question.put("type", "string");
        assertRefused(conversation.response(), "QuestionnaireResponse.contained[0].item[0]");

        question.put("type", "boolean").put("linkId", "shoe-size");
        assertRefused(conversation.response(), "QuestionnaireResponse.contained[0].item[0]");
    }

    @Test
    void aContainedFormThatIsNotThereIsRefused() {
        EnrolledMember member = EnrolledMember.copy(client, "ben", "no-contained");
        Conversation conversation = Conversation.begin(client, member.payer(), member.number(), FORM, "")
                .next();
        conversation.response().put("questionnaire", "#elsewhere");

        assertRefused(conversation.response(), "QuestionnaireResponse.questionnaire");
    }

    private void assertRefused(JsonNode response, String expression) {
        Reply reply = client.post(STORE, response.toString());

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo(expression);
    }

    private static void complete(Conversation conversation) {
        for (int steps = 0; !conversation.status().equals("completed"); steps++) {
            assertThat(steps).as("steps until completed").isLessThan(12);
            String linkId = conversation.lastPut();
            if (YES.contains(linkId)) {
                conversation.answer(linkId, "valueBoolean", true);
            }
            conversation.next();
        }
    }
}
