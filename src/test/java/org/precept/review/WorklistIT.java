package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.review.ReviewerAtWork.facts;
import static org.precept.review.ReviewerAtWork.openTask;
import static org.precept.review.ReviewerAtWork.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What reviewers see at {@code /review}, and how they ask for it. */
class WorklistIT extends ServerTest {

    private static final String APPROVE = "{'name':'decision','valueCode':'approve'}";

    private ReviewerAtWork peter;
    private ReviewerAtWork clara;
    private ReviewerAtWork paula;

    @BeforeEach
    void reviewers() {
        peter = new ReviewerAtWork(client, "peter");
        clara = new ReviewerAtWork(client, "clara");
        paula = new ReviewerAtWork(client, "paula");
    }

    @Test
    void whoReadAnOlderVersionDecidesNothing() {
        EnrolledMember kira = PendedRequests.clinician(client, "review-stale");
        String task = openTask(client, kira);
        assertThat(paula.decide(
                                task,
                                "{'name':'decision','valueCode':'reassign'},"
                                        + "{'name':'reviewer','valueString':'clara'}")
                        .status())
                .isEqualTo(200);

        Reply stale = clara.decide(task, "W/\"1\"", APPROVE);
        Reply others = paula.decide(task, APPROVE);

        assertThat(stale.status()).as(stale.body()).isEqualTo(412);
        assertThat(others.status()).as(others.body()).isEqualTo(403);
        assertThat(clara.get("/review/Task?owner=me&_count=50").body()).contains("\"" + task + "\"");
        assertThat(clara.get("/review/Task?owner=none&_count=50").body()).doesNotContain("Task/" + task + "\"");
        assertThat(clara.decide(task, APPROVE).status()).isEqualTo(200);
    }

    @Test
    void theWorklistShowsWhatADecisionNeeds() {
        EnrolledMember gina = PendedRequests.physician(client, "review-worklist");
        String task = openTask(client, gina);

        Reply page = peter.get("/review/Task?queue=physician&overdue=false&_count=50");

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        JsonNode entry = StreamOf.entries(page.json())
                .filter(each -> each.at("/resource/id").asText().equals(task))
                .findFirst()
                .orElseThrow();
        assertThat(entry.at("/search/mode").asText()).isEqualTo("match");
        JsonNode seen = entry.path("resource");
        assertThat(seen.path("description").asText()).contains("HIV");
        assertThat(facts(seen, "due")).hasSize(1);
        assertThat(facts(seen, "may"))
                .containsExactly("approve", "approve-modified", "deny", "ask-more", "escalate", "reassign", "extend");
        assertThat(parts(seen, "denial", "section")).isNotEmpty();
        assertThat(parts(seen, "denial", "appeal")).hasSize(1);
        assertThat(parts(seen, "limit", "left")).containsExactly("60");
        List<String> included = StreamOf.entries(page.json())
                .filter(each -> each.at("/search/mode").asText().equals("include"))
                .map(each -> each.path("resource"))
                .filter(each -> each.toString().contains(gina.patient())
                        || each.toString().contains(gina.number()))
                .map(each -> each.path("resourceType").asText())
                .distinct()
                .toList();
        assertThat(included).contains("Patient", "Claim", "ClaimResponse", "GuidanceResponse", "Bundle", "Observation");
        assertThat(peter.get("/review/Task?overdue=true&_count=50").body()).doesNotContain("Task/" + task + "\"");
    }

    @Test
    void aDocumentThatArrivesIsOnTheReviewersDesk() {
        EnrolledMember gina = PendedRequests.physician(client, "review-document");
        String task = openTask(client, gina);
        String trace = client.get("/fhir/Task/" + task).at("/identifier/0/value");

        Reply stored = client.post("/fhir/DocumentReference", document(gina, trace));

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        JsonNode seen = peter.task(task).json();
        assertThat(seen.toString()).contains("\"DocumentReference/" + stored.at("/id") + "\"");
        assertThat(StreamOf.entries(peter.get("/review/Task?_count=50").json())
                        .filter(entry -> entry.at("/search/mode").asText().equals("include"))
                        .map(entry -> entry.at("/resource/id").asText()))
                .contains(stored.at("/id"));
    }

    @Test
    void whatAReviewerAskedForComesBackToTheQueue() {
        EnrolledMember kira = PendedRequests.clinician(client, "review-comes-back");
        String task = openTask(client, kira);
        String trace = client.get("/fhir/Task/" + task).at("/identifier/0/value");
        assertThat(clara.decide(
                                task,
                                "{'name':'decision','valueCode':'ask-more'},{'name':'document','valueCode':'11506-3'},"
                                        + "{'name':'text','valueString':'Send the note of the last visit.'}")
                        .status())
                .isEqualTo(200);

        Reply stored = client.post("/fhir/DocumentReference", document(kira, trace));

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        String again = openTask(client, kira);
        assertThat(again).isNotEqualTo(task);
        JsonNode seen = clara.task(again).json();
        assertThat(parts(seen, "event", "decision")).containsExactly("ask-more");
        assertThat(clara.decide(again, APPROVE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue=surgeon", "overdue=soon", "_count=0", "_offset=x", "status=requested"})
    void unknownQuestionsAreRefused(String question) {
        assertThat(peter.get("/review/Task?" + question).status()).isEqualTo(400);
    }

    @Test
    void aDecisionNeedsTheVersionAndAJsonBody() {
        EnrolledMember gina = PendedRequests.physician(client, "review-headers");
        String task = openTask(client, gina);

        assertThat(peter.decide(task, "*", APPROVE).status()).isEqualTo(400);
        assertThat(peter.decide("no-such-task", "W/\"1\"", APPROVE).status()).isEqualTo(404);
        assertThat(withoutVersion(task, "application/fhir+json", ReviewerAtWork.body(APPROVE))
                        .status())
                .isEqualTo(428);
        assertThat(withoutVersion(task, "text/plain", ReviewerAtWork.body(APPROVE))
                        .status())
                .isEqualTo(415);
        Reply empty = withoutVersion(task, "application/fhir+json", "");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.at("/issue/0/diagnostics")).contains("Send Parameters with a parameter decision");
        assertUntouched(task);
    }

    private static String document(EnrolledMember member, String trace) {
        return """
                {"resourceType":"DocumentReference","status":"current",
                 "type":{"coding":[{"system":"http://loinc.org","code":"11506-3"}]},
                 "subject":{"reference":"Patient/%s"},
                 "identifier":[{"system":"https://precept.example/trace","value":"%s"}],
                 "content":[{"attachment":{"contentType":"text/plain","data":"c2Vlbg=="}}]}""".formatted(member.patient(), trace);
    }

    private Reply withoutVersion(String task, String type, String body) {
        return client.send(HttpRequest.newBuilder(client.uri("/review/Task/" + task + "/$decide"))
                .header("Authorization", Client.basic("peter", "peter-demo"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private void assertUntouched(String task) {
        JsonNode stored = client.get("/fhir/Task/" + task).json();
        assertThat(stored.path("status").asText()).isEqualTo("requested");
        assertThat(stored.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(client.get("/fhir/" + stored.at("/focus/reference").asText()).at("/meta/versionId"))
                .isEqualTo("1");
    }
}
