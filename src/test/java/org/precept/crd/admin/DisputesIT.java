package org.precept.crd.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.Client;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** A call, feedback on its cards, and what an administrator finds of both. */
class DisputesIT extends ServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "/cds-services/order-sign-crd";
    private static final String FEEDBACK = """
            {"feedback":[{"card":"%s","outcome":"overridden","outcomeTimestamp":"2026-11-21T10:15:00Z",
              "overrideReason":{"userComment":"seen by Dr. Bone"}}]}""";

    private final String instance = UUID.randomUUID().toString();
    private String sent;
    private JsonNode answer;

    @BeforeEach
    void call() throws IOException {
        JsonNode body = JSON.readTree(Files.readString(Path.of("requests/sign-ben.json")));
        ((ObjectNode) body).put("hookInstance", instance);
        sent = body.toString();
        Reply reply = client.post(SERVICE, sent);
        assertThat(reply.status()).isEqualTo(200);
        answer = JSON.readTree(reply.body());
    }

    @Test
    void aCallIsFoundByInstanceAssertionAndMember() throws IOException {
        String assertion = answer.findParents("url").stream()
                .filter(part -> part.path("url").asText().equals("coverage-assertion-id"))
                .map(part -> part.path("valueString").asText())
                .findFirst()
                .orElseThrow();

        JsonNode byInstance = get("/admin/hook-calls?hook-instance=" + instance);
        JsonNode byAssertion = get("/admin/hook-calls?assertion=" + assertion);
        String member = byInstance.at("/calls/0/member").asText();
        JsonNode byMember = get("/admin/hook-calls?payer=mmm&count=1&member=" + member + "&from=" + day());

        assertThat(byInstance.path("calls")).hasSize(1);
        assertThat(byAssertion).isEqualTo(byInstance);
        assertThat(byMember).isNotEmpty();
        assertThat(byMember.at("/calls/0/hookInstance").asText()).isEqualTo(instance);
        assertThat(byInstance.at("/calls/0/status").asInt()).isEqualTo(200);
        assertThat(byInstance.at("/calls/0/payer").asText()).isEqualTo("mmm");
    }

    @Test
    void aCallIsShownWithRequestAnswerAndFeedback() throws IOException {
        client.post(SERVICE + "/feedback", FEEDBACK.formatted(card()));

        JsonNode call = get("/admin/hook-calls/" + id());

        assertThat(call.path("request").path("context"))
                .isEqualTo(JSON.readTree(sent).path("context"));
        assertThat(call.path("response")).isEqualTo(answer);
        assertThat(call.at("/feedback/0/topic").asText())
                .isEqualTo(answer.at("/cards/0/source/topic/code").asText());
        assertThat(call.at("/feedback/0/entry/overrideReason/userComment").asText())
                .isEqualTo("seen by Dr. Bone");
    }

    @Test
    void pagesLeadToEachOther() throws IOException {
        client.post(SERVICE, sent);
        client.post(SERVICE, sent);
        List<String> ids = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = get("/admin/hook-calls?hook-instance=" + instance + "&count=2" + next);
            page.path("calls").forEach(call -> ids.add(call.path("id").asText()));
            next = page.has("next") ? "&before=" + page.path("next").asText() : null;
        }

        assertThat(ids).hasSize(3).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void theMetricsOfTheDayHoldTheCallWithItsEngagement() throws IOException {
        client.post(SERVICE + "/feedback", FEEDBACK.formatted(card()));

        Reply ndjson = client.getAsAdministrator("/admin/crd-metrics?day=" + day());
        Reply csv = client.send(HttpRequest.newBuilder(client.uri("/admin/crd-metrics?day=" + day()))
                .header("Accept", "text/csv")
                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD)));

        assertThat(ndjson.status()).isEqualTo(200);
        assertThat(ndjson.headers().firstValue("Content-Type")).hasValue("application/x-ndjson;charset=UTF-8");
        String line = ndjson.body()
                .lines()
                .filter(each -> each.contains(instance))
                .findFirst()
                .orElseThrow();
        assertThat(JSON.readTree(line).findValuesAsText("engagement")).containsOnly("override");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.body().lines().filter(each -> each.contains(instance)))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).contains("=override").contains("J0202"));
        assertThat(client.get("/actuator/prometheus").body())
                .contains("precept_crd_calls_seconds_bucket")
                .contains("precept_crd_coverage_total")
                .contains("precept_crd_cards_total")
                .contains("precept_crd_feedback_total")
                .doesNotContain(instance)
                .doesNotContain("Bone");
    }

    @Test
    void aCallThatTheLimitsStopIsLoggedWithoutItsBody() throws IOException {
        String from = get("/admin/hook-calls/" + id()).path("receivedAt").asText();
        String tooLong = "{\"hookInstance\":\"" + instance + "\",\"n\":" + "1".repeat(1000) + "}";

        Reply refused = client.post("/cds-services/encounter-start-crd", tooLong);

        assertThat(refused.status()).isEqualTo(400);
        JsonNode calls = get("/admin/hook-calls?from=" + from).path("calls");
        JsonNode logged = StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> call.path("service").asText().equals("encounter-start-crd"))
                .findFirst()
                .orElseThrow();
        assertThat(logged.path("status").asInt()).isEqualTo(400);
        JsonNode call = get("/admin/hook-calls/" + logged.path("id").asText());
        assertThat(call.has("request")).isFalse();
        assertThat(call.at("/response/resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void nobodyElseSeesAnything() {
        for (String path :
                List.of("/admin/hook-calls", "/admin/hook-calls/" + UUID.randomUUID(), "/admin/crd-metrics")) {
            assertThat(client.get(path).status()).isEqualTo(401);
            assertThat(client.get(path).body()).doesNotContain(instance);
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefusedByName() throws IOException {
        assertRefused("/admin/hook-calls?from=yesterday", 400, "from");
        assertRefused("/admin/hook-calls?to=2026-13-01", 400, "to");
        assertRefused("/admin/hook-calls?count=1000", 400, "count");
        assertRefused("/admin/hook-calls?before=x", 400, "before");
        assertRefused("/admin/crd-metrics", 400, "day");
        assertRefused("/admin/crd-metrics?day=today", 400, "day");
        assertThat(client.getAsAdministrator("/admin/hook-calls?hookInstance=" + instance)
                        .status())
                .isEqualTo(400);
        assertThat(client.getAsAdministrator("/admin/hook-calls/x").status()).isEqualTo(404);
        assertThat(client.send(HttpRequest.newBuilder(client.uri("/admin/crd-metrics?day=" + day()))
                                .header("Accept", "application/xml")
                                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD)))
                        .status())
                .isEqualTo(406);
    }

    private void assertRefused(String path, int status, String parameter) {
        Reply reply = client.getAsAdministrator(path);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo(parameter);
    }

    private String card() {
        return answer.at("/cards/0/uuid").asText();
    }

    private String id() throws IOException {
        return get("/admin/hook-calls?hook-instance=" + instance)
                .at("/calls/0/id")
                .asText();
    }

    private JsonNode get(String path) throws IOException {
        Reply reply = client.getAsAdministrator(path);
        assertThat(reply.status()).describedAs(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    /** The day of the call: the test may run past midnight. */
    private String day() throws IOException {
        return get("/admin/hook-calls?hook-instance=" + instance)
                .at("/calls/0/receivedAt")
                .asText()
                .substring(0, "2026-11-21".length());
    }
}
