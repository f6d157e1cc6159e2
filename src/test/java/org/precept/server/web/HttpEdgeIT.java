package org.precept.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What the server answers before and around its handlers. */
class HttpEdgeIT extends ServerTest {

    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"active\":true}";

    @Test
    void resourcesAreStoredReadSearchedAndTheirHistoryKept() {
        Reply created = client.post("/fhir/Patient", PATIENT);
        String id = created.at("/id");

        assertThat(created.status()).isEqualTo(201);
        assertThat(client.get("/fhir/Patient/" + id).at("/active")).isEqualTo("true");
        assertThat(client.get("/fhir/Patient?_id=" + id).json().at("/entry")).hasSize(1);
        assertThat(client.get("/fhir/Patient/" + id + "/_history").json().at("/entry"))
                .hasSize(1);
        assertThat(client.post(
                                "/fhir/Patient/_search",
                                "application/x-www-form-urlencoded",
                                BodyPublishers.ofString("_id=" + id))
                        .json()
                        .at("/entry"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/Patient", "/cds-services/order-sign"})
    void aBodyOverFiveMegabytesIsRefused(String path) {
        Reply reply = client.post(path, "{\"a\":\"" + "x".repeat(6_000_000) + "\"}");

        assertOutcome(reply, 413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "/fhir/Patient ! {not json ! 400",
                "/cds-services/order-sign ! {not json ! 400",
                "/fhir/Observation ! {\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":1e999999999}} ! 400",
                "/cds-services/order-sign ! {\"context\":{\"value\":1e999999999}} ! 400"
            })
    void aBodyThatBreaksALimitIsRefused(String path, String body, int status) {
        assertOutcome(client.post(path, body), status);
    }

    @Test
    void aHugeNumberIsNamedByItsPath() {
        Reply reply = client.post(
                "/fhir/Observation", "{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":1e99}}");

        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Observation.valueQuantity.value");
    }

    @Test
    void aCompressedBodyIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PATIENT.getBytes(StandardCharsets.UTF_8));
        }

        Reply reply = client.send(HttpRequest.newBuilder(client.uri("/fhir/Patient"))
                .header("Content-Type", "application/fhir+json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

        assertOutcome(reply, 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/fhir+xml",
                "application/xml",
                "text/turtle",
                "application/fhir+json;charset=utf-16",
                "multipart/form-data",
                "nonsense"
            })
    void otherContentTypesAreRefused(String type) {
        assertOutcome(client.post("/fhir/Patient", type, BodyPublishers.ofString(PATIENT)), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+xml", "text/turtle", "application/json;q=0", "%"})
    void otherAnswersThanJsonAreRefused(String accept) {
        Reply reply = client.send(HttpRequest.newBuilder(client.uri("/fhir/metadata"))
                .header("Accept", accept)
                .GET());

        assertOutcome(reply, 406);
    }

    @ParameterizedTest
    @CsvSource({"xml,406", "html/json,406", "ttl,406", "json,200", "application%2Ffhir%2Bjson,200"})
    void formatDecides(String format, int status) {
        assertThat(client.get("/fhir/Patient?_format=" + format).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/, 404",
        "/nothing/here, 404",
        "/error, 404",
        "/actuator, 404",
        "/actuator/env, 404",
        "/actuator/heapdump, 404",
        "/h2-console, 404",
        "/swagger-ui/index.html, 404",
        "/v3/api-docs, 404",
        "/fhir/Nothing, 404",
        "/fhir/SearchParameter, 404",
        "/fhir/Patient/does-not-exist, 404",
        "/fhir/Patient/$nothing, 400",
        "/fhir/$get-resource-counts, 404",
        "/fhir/Patient/$meta, 404",
        "/fhir/Patient?nothing=1, 400"
    })
    void whatIsNotServedIsAnsweredWithAnOutcome(String path, int status) {
        assertOutcome(client.get(path), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/{bad", "/fhir/Patient%2f..%2f", "/fhir/Patient?x=LONG"})
    void aRequestLineThatTomcatRefusesIsAnsweredWithAnOutcome(String target) throws IOException {
        URI server = client.uri("/");
        String line = "GET " + target.replace("LONG", "x".repeat(20_000)) + " HTTP/1.1";

        String answer;
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("OperationOutcome")
                .doesNotContain("<html", "Tomcat", "Exception");
    }

    @Test
    void requestIdsAreReturnedWhenHarmlessAndReplacedOtherwise() {
        assertThat(requestId("abc-123._x")).isEqualTo("abc-123._x");
        assertThat(requestId("a b")).isNotEqualTo("a b").hasSize(36);
        assertThat(requestId("x".repeat(65))).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/prometheus"
            })
    void operationsEndpointsAreServed(String path) {
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    private String requestId(String given) {
        Reply reply = client.send(HttpRequest.newBuilder(client.uri("/fhir/Patient?_summary=count"))
                .header("X-Request-Id", given)
                .GET());
        assertThat(reply.headers().allValues("X-Request-Id")).hasSize(1);
        return reply.header("X-Request-Id");
    }

    private static void assertOutcome(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.at("/issue/0/diagnostics")).isNotBlank();
        assertThat(reply.body()).doesNotContain("org.", "ca.uhn", "Exception", "\tat ");
        assertThat(reply.headers().map().keySet()).doesNotContain("x-powered-by", "server");
    }
}
