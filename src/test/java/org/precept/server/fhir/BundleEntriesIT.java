package org.precept.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Entries of batches and transactions that cannot be carried out. */
@ExtendWith(OutputCaptureExtension.class)
class BundleEntriesIT extends ServerTest {

    private static final String FINE = "{\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}},"
            + "\"request\":{\"method\":\"POST\",\"url\":\"Basic\"}}";

    @Test
    void whatWasFiledIsKeptFromABatchWhoseOtherEntriesGoOn(CapturedOutput output) {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "filed-batch");
        client.post(
                "/fhir/Claim/$submit",
                hugo.request()
                        .diagnosis("G35.A")
                        .item("J0202", 60, "22", "2026-12-01")
                        .json());
        JsonNode task =
                client.get("/fhir/Task?patient=" + hugo.patient()).json().at("/entry/0/resource");
        String url = "Task/" + task.path("id").asText();
        String patch = Base64.getEncoder()
                .encodeToString("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"completed\"}]"
                        .getBytes(StandardCharsets.UTF_8));

        Reply reply = post(
                "batch",
                entry("DELETE", url, null),
                entry("PUT", url, task.toString().replace("\"requested\"", "\"completed\"")),
                entry(
                        "PATCH",
                        url,
                        "{\"resourceType\":\"Binary\",\"contentType\":\"application/json-patch+json\",\"data\":\""
                                + patch + "\"}"),
                FINE);

        for (int i = 0; i < 3; i++) {
            assertThat(status(reply, i)).as(reply.body()).isEqualTo(403);
            assertThat(reply.at("/entry/" + i + "/response/outcome/issue/0/code"))
                    .isEqualTo("forbidden");
            assertThat(reply.at("/entry/" + i + "/response/outcome/issue/0/expression/0"))
                    .isEqualTo("Task");
        }
        assertThat(status(reply, 3)).isEqualTo(201);
        assertThat(client.get("/fhir/" + url).at("/status")).isEqualTo("requested");
        assertThat(client.get("/fhir/" + url).at("/meta/versionId")).isEqualTo("1");
        assertThat(output.getAll()).doesNotContain("Failure during BATCH", "\tat org.precept");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Subscription/$status, 422",
        "GET, Subscription/none/$events, 422",
        "GET, Subscription/none, 404",
        "DELETE, Subscription/none, 422",
        "GET, ValueSet/$expand, 400",
        "GET, ValueSet/$expand?url=http://nowhere, 404",
        "GET, Patient/none, 404",
        "GET, Patient?birthdate=yesterday, 400",
        "GET, Patient?nothing=1, 400",
        "GET, Nothing/1, 404",
        "DELETE, Patient?birthdate=yesterday, 400"
    })
    void anEntryThatFailsIsAnsweredAsItWouldBeAloneAndTheOthersGoOn(
            String method, String url, int status, CapturedOutput output) {
        Reply reply = post("batch", entry(method, url, null), FINE);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(status(reply, 0)).as(reply.body()).isEqualTo(status);
        assertThat(reply.at("/entry/0/response/outcome/issue/0/diagnostics")).isNotBlank();
        assertThat(status(reply, 1)).isEqualTo(201);
        assertThat(reply.body()).doesNotContain("Exception", "HAPI-", "org.precept");
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void anOperationIsNotTakenForSomethingToStore(String type) {
        String request = "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}";

        Reply reply = post(type, entry("POST", "Claim/$submit", request), FINE);

        if (type.equals("batch")) {
            assertThat(status(reply, 0)).as(reply.body()).isEqualTo(422);
            assertThat(status(reply, 1)).isEqualTo(201);
        } else {
            assertThat(reply.status()).as(reply.body()).isEqualTo(422);
            assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Bundle.entry[0].request.url");
        }
        assertThat(reply.body()).contains("by itself");
    }

    @Test
    void aResourceIsCreatedUnderItsOwnTypeOnly() {
        Reply reply = post("transaction", entry("POST", "Basic", "{\"resourceType\":\"Patient\"}"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Bundle.entry.request.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"type\":\"batch\",\"entry\":[{}]} ! Bundle.entry.request.method",
                "{\"type\":\"batch\",\"entry\":[{\"request\":{\"url\":\"Patient\"}}]} ! Bundle.entry.request.method",
                "{\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"GET\"}}]} ! Bundle.entry.request.url",
                "{\"entry\":[]} ! Bundle.type",
                "{\"type\":\"collection\"} ! Bundle.type"
            })
    void aBundleThatSaysNotWhatToDoIsRefusedWithTheElement(String bundle, String element) {
        Reply reply = client.post(
                "/fhir", "{\"resourceType\":\"Bundle\"," + bundle.strip().substring(1));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo(element);
    }

    private Reply post(String type, String... entries) {
        return client.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[" + String.join(",", entries)
                        + "]}");
    }

    private static String entry(String method, String url, String resource) {
        return "{" + (resource == null ? "" : "\"resource\":" + resource + ",") + "\"request\":{\"method\":\"" + method
                + "\",\"url\":\"" + url + "\"}}";
    }

    private static int status(Reply reply, int entry) {
        String status = reply.at("/entry/" + entry + "/response/status");
        return status.length() < 3 ? 0 : Integer.parseInt(status.substring(0, 3));
    }
}
