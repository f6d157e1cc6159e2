package org.precept.pas.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.OfficialValidator;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.StubEndpoint;
import org.precept.support.StubEndpoint.Received;
import org.precept.support.StubSubmitters;

/** From a pended request to the notification that it was decided, over HTTP. */
class NotificationIT extends ServerTest {

    private static final String NEWER = "/fhir";
    private static final String OLDER = "/2.0.1/fhir";
    private static final String APPROVE = "{'name':'decision','valueCode':'approve'}";
    private static final String EXTEND =
            "{'name':'decision','valueCode':'extend'},{'name':'text','valueString':'A second opinion was asked for.'}";

    /** PAS 2.2.1 asks for it on the adjudication of the whole, where the extension's own definition does not allow it. */
    private static final String DEFECT = "extension-reviewActionCode is not allowed to be used";

    @TempDir
    private Path files;

    private StubEndpoint endpoint;

    @BeforeEach
    void listen() throws IOException {
        endpoint = StubEndpoint.start(StubSubmitters.CLINIC_PORT);
    }

    @AfterEach
    void stop() {
        for (String base : new String[] {NEWER, OLDER}) {
            send("GET", base + "/Subscription", "")
                    .json()
                    .findValues("resource")
                    .forEach(found -> send(
                            "DELETE", base + "/Subscription/" + found.at("/id").asText(), ""));
        }
        endpoint.close();
    }

    @Test
    void theSenderHearsOfTheDecisionAndNobodyElseDoes() throws Exception {
        try (StubEndpoint curious = StubEndpoint.start()) {
            assertThat(client.post(
                                    NEWER + "/Subscription",
                                    Asked.of("SOMEBODY-ELSE", curious.address()).json())
                            .status())
                    .isEqualTo(201);
            String id = subscribe(NEWER, clinic().seconds(Backport.HEARTBEAT, 3600));
            EnrolledMember kira = EnrolledMember.copy(client, "kira", "notified");
            JsonNode pended = submit(NEWER, kira);

            decide(kira, APPROVE);

            Received event = endpoint.await(2).get(1);
            assertThat(event.headers().getFirst("Authorization")).isEqualTo("Bearer secret-of-the-endpoint");
            assertThat(event.status("type")).isEqualTo("event-notification");
            assertThat(event.status("status")).isEqualTo("active");
            assertThat(event.status("events-since-subscription-start")).isEqualTo("1");
            assertThat(event.number()).isEqualTo("1");
            JsonNode answer = event.json().at("/entry/1/resource");
            assertThat(answer.at("/type").asText()).isEqualTo("collection");
            assertThat(answer.at("/identifier")).isEqualTo(pended.at("/identifier"));
            assertThat(answer.at("/entry/0/resource/id")).isEqualTo(pended.at("/entry/0/resource/id"));
            assertThat(action(pended)).isEqualTo("A4");
            assertThat(action(answer)).isEqualTo("A1");
            assertThat(focus(event))
                    .isEqualTo(event.json().at("/entry/1/fullUrl").asText());

            Reply status = send("GET", NEWER + "/Subscription/" + id + "/$status", "");
            assertThat(status.at("/type")).isEqualTo("searchset");
            assertThat(status.body()).contains("\"valueString\":\"1\"", "query-status");
            Reply events = send("GET", NEWER + "/Subscription/" + id + "/$events?eventsSinceNumber=1", "");
            assertThat(events.json().at("/entry/1/resource")).isEqualTo(answer);
            assertThat(send("GET", NEWER + "/Subscription/" + id + "/$events?eventsSinceNumber=2", "")
                            .json()
                            .at("/entry"))
                    .hasSize(1);
            assertThat(send("GET", NEWER + "/Subscription/" + id + "/$events?eventsSinceNumber=x", "")
                            .status())
                    .isEqualTo(400);
            assertThat(curious.received())
                    .extracting(each -> each.status("type"))
                    .containsExactly("handshake");

            keep("handshake", endpoint.received().get(0).body());
            keep("event", event.body());
            keep("status", status.body());
            keep("events", events.body());
            keep("subscription", send("GET", NEWER + "/Subscription/" + id, "").body());
            valid();
        }
    }

    @Test
    void whatHappenedWhileTheEndpointWasDownComesLaterInOrderAsItWasThen() throws Exception {
        String id = subscribe(NEWER, clinic());
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "notified-later");
        submit(NEWER, kira);
        endpoint.close();

        decide(kira, EXTEND);
        Waiting.until(() -> status(NEWER, id).equals("error"));
        decide(kira, APPROVE);
        assertThat(send("GET", NEWER + "/Subscription/$status?status=error", "").body())
                .contains("Subscription/" + id, "no connection");
        endpoint = StubEndpoint.start(StubSubmitters.CLINIC_PORT);
        assertThat(send(
                                "PUT",
                                NEWER + "/Subscription/" + id,
                                clinic().put("id", id).json())
                        .status())
                .isEqualTo(200);

        List<Received> received = endpoint.await(3);
        assertThat(received)
                .extracting(each -> each.status("type"))
                .containsExactly("handshake", "event-notification", "event-notification");
        assertThat(received).extracting(Received::number).containsExactly("", "1", "2");
        assertThat(action(received.get(1).json().at("/entry/1/resource"))).isEqualTo("A4");
        assertThat(action(received.get(2).json().at("/entry/1/resource"))).isEqualTo("A1");
    }

    @Test
    void clientsOfTheOlderGuideGetReferencesOrAnswersOfTheirEdition() throws Exception {
        String newer = subscribe(NEWER, clinic());
        subscribe(OLDER, clinic().content("id-only"));
        subscribe(OLDER, clinic().channel("endpoint", endpoint.address() + "/full"));
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "notified-older");
        JsonNode pended = submit(OLDER, kira);
        assertThat(pended.at("/entry/0/resource/outcome").asText()).isEqualTo("queued");

        decide(kira, APPROVE);

        endpoint.await(5);
        List<Received> events = endpoint.received().stream()
                .filter(each -> each.status("type").equals("event-notification"))
                .toList();
        assertThat(events).hasSize(2);
        Received references = events.get(0).path().endsWith("/full") ? events.get(1) : events.get(0);
        Received full = references == events.get(0) ? events.get(1) : events.get(0);
        assertThat(references.json().at("/entry")).hasSize(1);
        assertThat(focus(references))
                .isEqualTo(client.uri(OLDER) + "/ClaimResponse/"
                        + pended.at("/entry/0/resource/id").asText());
        assertThat(full.json().at("/entry/1/resource/entry/0/resource/outcome").asText())
                .isEqualTo("complete");
        assertThat(full.json()
                        .at("/entry/1/resource/entry/0/resource/extension")
                        .toString())
                .doesNotContain("claimResponseReviewer");
        assertThat(send("GET", NEWER + "/Subscription/" + newer + "/$status", "")
                        .body())
                .doesNotContain("\"valueString\":\"1\"");

        keep("references", references.body());
        keep("full", full.body());
        valid("--prefer", "hl7.fhir.us.davinci-pas-2.0.1", "--prefer", "hl7.fhir.us.core-3.1.1");
    }

    @Test
    void aHeartbeatBreaksTheSilence() throws Exception {
        subscribe(NEWER, clinic().seconds(Backport.HEARTBEAT, 1).seconds(Backport.TIMEOUT, 1));

        Received heartbeat = endpoint.await(2).get(1);

        assertThat(heartbeat.status("type")).isEqualTo("heartbeat");
        assertThat(heartbeat.status("status")).isEqualTo("active");
        keep("heartbeat", heartbeat.body());
        valid();
    }

    /** Creates a Subscription and waits until it is active. */
    private String subscribe(String base, Asked asked) {
        Reply created = send("POST", base + "/Subscription", asked.json());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String id = created.at("/id");
        Waiting.until(() -> status(base, id).equals("active"));
        return id;
    }

    private String status(String base, String id) {
        return send("GET", base + "/Subscription/" + id, "").at("/status");
    }

    private static Asked clinic() {
        return Asked.of(StubSubmitters.CLINIC_SENDER, "http://127.0.0.1:" + StubSubmitters.CLINIC_PORT + "/hook");
    }

    private Reply send(String method, String path, String body) {
        boolean sends = method.equals("POST") || method.equals("PUT");
        return client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Content-Type", "application/fhir+json")
                .header("Authorization", "Bearer " + StubSubmitters.CLINIC)
                .method(method, sends ? BodyPublishers.ofString(body) : BodyPublishers.noBody()));
    }

    /** The clinic's system asks for Lemtrada for a copy of Kira: a clinician decides. */
    private JsonNode submit(String base, EnrolledMember kira) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PasBundle request = kira.request()
                .created(now.toString())
                .diagnosis("G35.A")
                .item(
                        "J0202",
                        60,
                        "22",
                        LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(14).toString())
                .answers(records(now.minus(Duration.ofDays(1))));
        Extension transmission = request.claimToChange()
                .addExtension()
                .setUrl("http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-TransmissionIdentifiers");
        transmission.addExtension("applicationSenderCode", new StringType("CLINIC"));
        transmission.addExtension("applicationReceiverCode", new StringType("PAYER"));
        transmission.addExtension("interchangeSenderID", new StringType(StubSubmitters.CLINIC_SENDER));
        Reply reply = client.post(base + "/Claim/$submit", request.json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static QuestionnaireResponse records(Instant authored) {
        QuestionnaireResponse response = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial", authored.toString());
        Attachment note = new Attachment().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        PasBundle.answer(response, "clinical-notes", note);
        PasBundle.answer(response, "records", note.copy());
        return PasBundle.answer(response, "benefit", "preferred");
    }

    /** The demo clinician decides on the member's open Task. */
    private void decide(EnrolledMember member, String parameters) {
        JsonNode tasks =
                client.get("/fhir/Task?patient=" + member.patient()).json().at("/entry");
        JsonNode open = tasks.valueStream()
                .map(entry -> entry.at("/resource"))
                .filter(task -> task.has("performerType"))
                .filter(task -> !task.at("/status").asText().equals("completed"))
                .findFirst()
                .orElseThrow();
        Reply decided = client.send(HttpRequest.newBuilder(
                        client.uri("/review/Task/" + open.at("/id").asText() + "/$decide"))
                .header("Authorization", Client.basic("clara", "clara-demo"))
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", "W/\"" + open.at("/meta/versionId").asText() + "\"")
                .POST(BodyPublishers.ofString(
                        "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters.replace('\'', '"') + "]}")));
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    }

    private static String action(JsonNode answer) {
        List<String> found = JsonPath.read(
                answer.at("/entry/0/resource/item/0/adjudication/0").toString(),
                "$..extension[?(@.url =~ /.*reviewActionCode/)].valueCodeableConcept.coding[0].code");
        return found.get(0);
    }

    private static String focus(Received event) {
        List<String> found = JsonPath.read(
                event.body(),
                "$.entry[0].resource.parameter[?(@.name == 'notification-event')]"
                        + ".part[?(@.name == 'focus')].valueReference.reference");
        return found.get(0);
    }

    private void keep(String name, String json) throws IOException {
        Files.writeString(files.resolve(name + ".json"), json);
    }

    private void valid(String... options) throws Exception {
        OfficialValidator.assumePresent();
        String[] arguments = Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = files.toString();
        List<String> output = OfficialValidator.validate(arguments);
        assertThat(output.get(output.size() - 1)).contains(" files, ");
        assertThat(output.stream().filter(line -> line.contains(": error ") && !line.contains(DEFECT)))
                .isEmpty();
    }
}
