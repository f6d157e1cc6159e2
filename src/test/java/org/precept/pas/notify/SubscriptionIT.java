package org.precept.pas.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.StubEndpoint;
import org.precept.support.StubSubmitters;

/** Subscriptions over HTTP: what is taken, and that they are there for their owner only. */
class SubscriptionIT extends ServerTest {

    private static final String PATH = "/fhir/Subscription";

    private StubEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = StubEndpoint.start(StubSubmitters.CLINIC_PORT);
    }

    @AfterEach
    void stop() {
        for (String token : new String[] {StubSubmitters.CLINIC, StubSubmitters.OTHER}) {
            send("GET", PATH, token, "")
                    .json()
                    .findValues("resource")
                    .forEach(
                            found -> send("DELETE", PATH + "/" + found.at("/id").asText(), token, ""));
        }
        endpoint.close();
    }

    @Test
    void theHandshakeMakesASubscriptionActive() {
        Reply created = send("POST", PATH, StubSubmitters.CLINIC, clinic().json());

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.at("/status")).isEqualTo("requested");
        assertThat(created.at("/channel/endpoint")).isEqualTo(endpoint.address());
        assertThat(created.at("/channel/header/0")).isEqualTo("Authorization: Bearer secret-of-the-endpoint");
        String id = created.at("/id");
        assertThat(created.header("Location"))
                .isEqualTo(client.uri(PATH + "/" + id).toString());
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");

        StubEndpoint.Received handshake = endpoint.await(1).get(0);
        assertThat(handshake.headers().getFirst("Authorization")).isEqualTo("Bearer secret-of-the-endpoint");
        assertThat(handshake.headers().getFirst("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(handshake.status("type")).isEqualTo("handshake");
        assertThat(handshake.status("status")).isEqualTo("requested");
        assertThat(handshake.status("events-since-subscription-start")).isEqualTo("0");
        assertThat(handshake.json().at("/entry/0/request/url").asText())
                .isEqualTo(client.uri(PATH + "/" + id + "/$status").toString());
        awaitStatus(id, StubSubmitters.CLINIC, "active");
    }

    @Test
    void aSubscriptionIsThereForItsOwnerOnly() {
        String id = send("POST", PATH, StubSubmitters.CLINIC, clinic().json()).at("/id");
        awaitStatus(id, StubSubmitters.CLINIC, "active");
        String body = clinic().put("id", id).json();

        for (String other : new String[] {StubSubmitters.OTHER, ""}) {
            Map<String, Integer> answers = Map.of(
                    "GET " + PATH + "/" + id, 404,
                    "PUT " + PATH + "/" + id, 404,
                    "DELETE " + PATH + "/" + id, 404,
                    "GET " + PATH + "/" + id + "/$status", 404,
                    "GET " + PATH + "/" + id + "/$events", 404);
            answers.forEach(
                    (call, status) -> assertThat(send(call.split(" ", 2)[0], call.split(" ", 2)[1], other, body))
                            .as(call)
                            .satisfies(reply -> assertThat(reply.status()).isEqualTo(status))
                            .satisfies(reply -> assertThat(reply.body()).doesNotContain("secret")));
            for (String search : new String[] {
                PATH, PATH + "?_id=" + id, PATH + "?status=active", PATH + "/$status", PATH + "/$status?id=" + id
            }) {
                Reply found = send("GET", search, other, "");
                assertThat(found.status()).as(found.body()).isEqualTo(200);
                assertThat(found.json().at("/entry")).as(search).isEmpty();
            }
        }
        assertThat(send("GET", PATH + "/" + id, StubSubmitters.CLINIC, "").at("/status"))
                .isEqualTo("active");
    }

    @Test
    void nobodyFindsASubscriptionAmongOtherResources() {
        String id = send("POST", PATH, StubSubmitters.CLINIC, clinic().json()).at("/id");

        for (String path : new String[] {
            "/fhir/_history",
            PATH + "/_history",
            PATH + "/" + id + "/_history",
            PATH + "/" + id + "/_history/1",
            "/fhir"
        }) {
            assertThat(send("GET", path, "", "").body()).as(path).doesNotContain("secret-of", id + "\",\"meta");
        }
        String batch = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\","
                + "\"url\":\"Subscription/" + id + "\"}},{\"request\":{\"method\":\"GET\",\"url\":\"Subscription\"}}]}";
        assertThat(send("POST", "/fhir", "", batch).body()).doesNotContain("secret-of");
        assertThat(send("POST", "/fhir", StubSubmitters.OTHER, batch).body()).doesNotContain("secret-of");
    }

    @Test
    void aTransactionOrABatchCannotPutASubscriptionPastItsDoor() {
        for (String type : new String[] {"transaction", "batch"}) {
            for (String request : new String[] {
                "\"method\":\"POST\",\"url\":\"Subscription\"", "\"method\":\"PUT\",\"url\":\"Subscription/mine\""
            }) {
                String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[{\"resource\":"
                        + clinic().put("id", "mine").json() + ",\"request\":{" + request + "}}]}";

                Reply reply = send("POST", "/fhir", StubSubmitters.CLINIC, bundle);

                assertThat(reply.body()).as(type + " " + request).contains("one by one");
                assertThat(reply.body()).doesNotContain("\"status\":\"201");
            }
        }
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void onlyItsOwnerChangesASubscriptionAndNeverOverAnotherChange() {
        Reply created = send("POST", PATH, StubSubmitters.CLINIC, clinic().json());
        String id = created.at("/id");
        awaitStatus(id, StubSubmitters.CLINIC, "active");
        String version = send("GET", PATH + "/" + id, StubSubmitters.CLINIC, "").at("/meta/versionId");

        Reply stale = client.send(request(
                        "PUT",
                        PATH + "/" + id,
                        StubSubmitters.CLINIC,
                        clinic().put("id", id).json())
                .header("If-Match", "W/\"1\""));
        Reply off = client.send(request(
                        "PUT",
                        PATH + "/" + id,
                        StubSubmitters.CLINIC,
                        clinic().put("id", id).put("status", "off").json())
                .header("If-Match", "W/\"" + version + "\""));

        assertThat(stale.status()).as(stale.body()).isEqualTo(412);
        assertThat(off.status()).as(off.body()).isEqualTo(200);
        assertThat(off.at("/status")).isEqualTo("off");

        Reply again = send(
                "PUT",
                PATH + "/" + id,
                StubSubmitters.CLINIC,
                clinic().put("id", id).json());
        assertThat(again.at("/status")).isEqualTo("requested");
        awaitStatus(id, StubSubmitters.CLINIC, "active");
        assertThat(endpoint.received())
                .extracting(each -> each.status("type"))
                .containsExactly("handshake", "handshake");

        assertThat(send("DELETE", PATH + "/" + id, StubSubmitters.CLINIC, "").status())
                .isIn(200, 204);
        assertThat(send("GET", PATH + "/" + id, StubSubmitters.CLINIC, "").status())
                .isEqualTo(404);
        assertThat(send(
                                "PUT",
                                PATH + "/" + id,
                                StubSubmitters.CLINIC,
                                clinic().put("id", id).json())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoHasNoTokenMayNotListenForAConfiguredSystemAndOnlyOnThisMachine() {
        Reply foreign = send("POST", PATH, "", clinic().json());
        Reply away = send(
                "POST",
                PATH,
                "",
                Asked.of("SOMEBODY", "https://clinic.example/hook").json());
        Reply others = send("POST", PATH, StubSubmitters.OTHER, clinic().json());
        Reply unknown = send("POST", PATH, "no token of anybody", clinic().json());

        assertThat(foreign.status()).as(foreign.body()).isEqualTo(422);
        assertThat(foreign.at("/issue/0/diagnostics")).contains("sending system itself");
        assertThat(away.at("/issue/0/expression/0")).isEqualTo("Subscription.channel.endpoint");
        assertThat(away.at("/issue/0/diagnostics")).contains("this machine only");
        assertThat(others.status()).isEqualTo(422);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void whatThisServerDoesNotDoIsRefusedWithTheElement() {
        refused(clinic().put("criteria", "http://example.org/topic"), "Subscription.criteria");
        refused(clinic().filter("patient=1"), "Subscription.criteria.extension('" + Backport.FILTER + "')");
        refused(clinic().without("_criteria"), "Subscription.criteria.extension('" + Backport.FILTER + "')");
        refused(clinic().channel("type", "email"), "Subscription.channel.type");
        refused(clinic().channel("payload", "text/plain"), "Subscription.channel.payload");
        refused(clinic().content("id-only"), "Subscription.channel.payload.extension('" + Backport.CONTENT + "')");
        refused(clinic().header("Host: elsewhere.example"), "Subscription.channel.header[1]");
        refused(clinic().header("X-Two: lines\nX-Three: smuggled"), "Subscription.channel.header[1]");
        refused(clinic().put("status", "off"), "Subscription.status");
        refused(clinic().put("end", "2020-01-01T00:00:00Z"), "Subscription.end");
        refused(clinic().without("reason"), "Subscription.reason");
        refused(clinic().channel("endpoint", "https://169.254.169.254/hook"), "Subscription.channel.endpoint");
        refused(clinic().channel("endpoint", endpoint.address() + "/../admin"), "Subscription.channel.endpoint");
        refused(clinic().channel("endpoint", endpoint.address() + "/%2e%2e/admin"), "Subscription.channel.endpoint");
        refused(clinic().channel("endpoint", "file:///etc/passwd"), "Subscription.channel.endpoint");
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void theOlderGuideMayAskForReferencesOnlyAndIsApart() {
        String older = "/2.0.1/fhir/Subscription";
        Asked asked = clinic().content("id-only").filter("identifier=" + StubSubmitters.CLINIC_SENDER);

        Reply created = send("POST", older, StubSubmitters.CLINIC, asked.json());

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String id = created.at("/id");
        assertThat(endpoint.await(1).get(0).json().at("/entry/0/request/url").asText())
                .endsWith(older + "/" + id + "/$status");
        assertThat(send("GET", older + "/" + id, StubSubmitters.CLINIC, "").status())
                .isEqualTo(200);
        assertThat(send("GET", older + "/" + id + "/$status", StubSubmitters.CLINIC, "")
                        .status())
                .isEqualTo(200);
        assertThat(send("GET", PATH + "/" + id, StubSubmitters.CLINIC, "").status())
                .isEqualTo(404);
        assertThat(send("GET", PATH, StubSubmitters.CLINIC, "").json().at("/entry"))
                .isEmpty();
        assertThat(send("DELETE", older + "/" + id, StubSubmitters.CLINIC, "").status())
                .isIn(200, 204);
    }

    @Test
    void theCapabilityStatementsNameTheTopic() {
        for (String base : new String[] {"/fhir", "/2.0.1/fhir"}) {
            assertThat(client.get(base + "/metadata")
                            .json()
                            .at("/rest/0/resource")
                            .valueStream())
                    .filteredOn(resource ->
                            "Subscription".equals(resource.at("/type").asText()))
                    .singleElement()
                    .satisfies(resource -> {
                        assertThat(resource.at("/extension/0/valueCanonical").asText())
                                .isEqualTo(Backport.TOPIC);
                        assertThat(resource.at("/interaction").findValuesAsText("code"))
                                .containsExactly("create", "read", "update", "delete", "search-type");
                        assertThat(resource.at("/operation").findValuesAsText("name"))
                                .containsExactlyInAnyOrder("status", "events");
                    });
        }
    }

    @Test
    void theTopicCanBeRead() {
        Reply topic = client.get("/fhir/SubscriptionTopic/PASSubscriptionTopic");
        Reply found = client.get("/fhir/SubscriptionTopic?url=" + Backport.TOPIC);

        assertThat(topic.at("/url")).isEqualTo(Backport.TOPIC);
        assertThat(topic.at("/canFilterBy/0/filterParameter")).isEqualTo("org-identifier");
        assertThat(found.json().at("/entry/0/resource")).isEqualTo(topic.json());
        assertThat(client.get("/fhir/SubscriptionTopic?url=other").at("/total")).isEqualTo("0");
        assertThat(client.get("/fhir/SubscriptionTopic/other").status()).isEqualTo(404);
    }

    private void refused(Asked asked, String expression) {
        Reply reply = send("POST", PATH, StubSubmitters.CLINIC, asked.json());
        assertThat(reply.status()).as(expression + ": " + reply.body()).isEqualTo(422);
        assertThat(reply.json().findValues("expression").toString()).contains(expression);
    }

    private void awaitStatus(String id, String token, String status) {
        Waiting.until(
                () -> send("GET", PATH + "/" + id, token, "").at("/status").equals(status));
    }

    private Asked clinic() {
        return Asked.of(StubSubmitters.CLINIC_SENDER, endpoint.address());
    }

    private Reply send(String method, String path, String token, String body) {
        return client.send(request(method, path, token, body));
    }

    private HttpRequest.Builder request(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.uri(path))
                .header("Content-Type", "application/fhir+json")
                .header("X-Request-Id", UUID.randomUUID().toString());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        boolean sends = method.equals("POST") || method.equals("PUT");
        return request.method(method, sends ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
    }
}
