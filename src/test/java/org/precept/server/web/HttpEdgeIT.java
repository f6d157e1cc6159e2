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
import org.precept.support.Client;
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
    @ValueSource(
            strings = {
                "/fhir/Patient?birthdate=yesterday",
                "/fhir/Patient?_lastUpdated=x",
                "/fhir/Patient?_offset=-1",
                "/fhir/Patient?_filter=x",
                "/fhir/Patient?_count=abc",
                "/fhir/Patient?_id=%00",
                "/fhir/Observation?value-quantity=abc",
                "/fhir/Observation?code-value-quantity=a$b",
                "/fhir/Patient/demo-ben/_history?_since=x",
                "/fhir/ValueSet/$expand?url=x&count=abc",
                "/fhir/ValueSet/$expand?url=x&date=x",
                "/cds-services?x=%00"
            })
    void aParameterThatCannotBeReadIsTheClientsToMend(String path) {
        assertOutcome(client.get(path), 400);
    }

    @Test
    void aParameterThatIsNotEncodedIsTheClientsToMend() throws IOException {
        assertThat(raw("GET /fhir/Patient?_source=% HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("OperationOutcome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/review/Task?a%01=b", "/review/Task?queue=%00", "/admin/overdue?a%01=b"})
    void parametersThatNoTextHasAreRefused(String path) {
        Reply reply = path.startsWith("/admin")
                ? client.getAsAdministrator(path)
                : client.send(HttpRequest.newBuilder(client.uri(path))
                        .header("Authorization", Client.basic("nora", "nora-demo")));

        assertOutcome(reply, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "PATCH ! /fhir/Patient/demo-ben ! application/json-patch+json ! ''",
                "PATCH ! /fhir/Patient/demo-ben ! application/json-patch+json ! [{}]",
                "PATCH ! /fhir/Patient ! application/json-patch+json ! []",
                "PATCH ! /fhir/Patient/demo-ben ! application/fhir+json ! {\"resourceType\":\"Patient\"}",
                "PATCH ! /fhir/Patient/demo-ben ! application/fhir+json ! {\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"add\"},{\"name\":\"path\",\"valueString\":\"Patient\"},{\"name\":\"name\",\"valueString\":\"nothing\"},{\"name\":\"value\",\"valueInteger\":1}]}]}",
                "PUT ! /fhir/Patient?birthdate=yesterday ! application/fhir+json ! {\"resourceType\":\"Patient\"}",
                "DELETE ! /fhir/Patient?birthdate=yesterday ! application/fhir+json ! ''",
                "DELETE ! /fhir/Subscription ! application/fhir+json ! ''",
                "DELETE ! /2.0.1/fhir/Subscription?status=active ! application/fhir+json ! ''",
                "POST ! /fhir/Patient ! application/fhir+json ! {\"resourceType\":\"Patient\",\"name\":[{\"family\":\"a\\u0000b\"}]}",
                "POST ! /fhir/Patient ! application/fhir+json ! {\"resourceType\":\"Patient\",\"birthDate\":\"yesterday\"}",
                "POST ! /fhir/Claim/$submit ! application/fhir+json ! {\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"urn:x\",\"resource\":{\"resourceType\":\"Claim\"}}]}",
                "POST ! /fhir/Claim/$inquire ! application/fhir+json ! {\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"urn:x\",\"resource\":{\"resourceType\":\"Claim\"}}]}"
            })
    void aChangeThatCannotBeReadIsTheClientsToMend(String method, String path, String type, String body) {
        Reply reply = client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body)));

        assertOutcome(reply, 400);
        assertThat(reply.body()).doesNotContain("HAPI-", "java.", "com.");
    }

    @Test
    void aTimeThatCannotBeReadDoesNotCount() {
        Reply reply = client.send(
                HttpRequest.newBuilder(client.uri("/fhir/Patient/demo-ben")).header("If-Modified-Since", "nonsense"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    @Test
    void aResponseWithoutStatusIsNoFault() {
        assertThat(client.post("/fhir/QuestionnaireResponse", "{\"resourceType\":\"QuestionnaireResponse\"}")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"FOO, /fhir/metadata, 501", "FOO, /cds-services, 405"})
    void aMethodThatNobodyKnowsIsAnsweredWithAnOutcome(String method, String path, int status) throws IOException {
        assertThat(raw(method + " " + path + " HTTP/1.1"))
                .startsWith("HTTP/1.1 " + status)
                .contains("OperationOutcome", "HTTP method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/{bad", "/fhir/Patient%2f..%2f", "/fhir/Patient?x=LONG"})
    void aRequestLineThatTomcatRefusesIsAnsweredWithAnOutcome(String target) throws IOException {
        String answer = raw("GET " + target.replace("LONG", "x".repeat(20_000)) + " HTTP/1.1");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("OperationOutcome")
                .doesNotContain("<html", "Tomcat", "Exception");
    }

    private String raw(String line) throws IOException {
        URI server = client.uri("/");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
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
