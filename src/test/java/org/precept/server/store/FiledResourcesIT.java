package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What was filed cannot be changed, deleted or forged over the FHIR API. */
class FiledResourcesIT extends ServerTest {

    @Test
    void nothingThatWasFiledCanBeChangedOrDeleted() {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "filed-review");
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "filed-documents");
        submit(hugo);
        submit(carla);

        JsonNode task = found("Task?patient=" + hugo.patient());
        JsonNode asked = found("Task?patient=" + carla.patient());
        assertKept(task);
        assertKept(asked);
        assertKept(found("CommunicationRequest?patient=" + carla.patient()));
        assertKept(found("ClaimResponse?patient=" + hugo.patient()));
        assertKept(found("Claim?patient=" + hugo.patient()));
        assertKept(found("GuidanceResponse?patient=" + hugo.patient()));
        assertKept(bundleOf(task.at("/basedOn/0/reference").asText()));
    }

    @Test
    void neitherPatchNorTransactionGetsAround() {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "filed-around");
        submit(hugo);
        JsonNode task = found("Task?patient=" + hugo.patient());
        String id = task.path("id").asText();

        Reply patched = client.send(HttpRequest.newBuilder(client.uri("/fhir/Task/" + id))
                .header("Content-Type", "application/json-patch+json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"completed\"}]")));
        Reply transaction = client.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"DELETE\","
                        + "\"url\":\"Task/" + id + "\"}}]}");

        assertThat(patched.status()).as(patched.body()).isEqualTo(403);
        assertThat(transaction.status()).as(transaction.body()).isEqualTo(403);
        assertThat(client.get("/fhir/Task/" + id).at("/status")).isEqualTo("requested");
    }

    @Test
    void nobodyForgesAnAnswerAWorkItemOrADetermination() {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "filed-forged");
        submit(hugo);

        assertThat(forged(found("ClaimResponse?patient=" + hugo.patient())).status())
                .isEqualTo(403);
        assertThat(forged(found("Task?patient=" + hugo.patient())).status()).isEqualTo(403);
        assertThat(forged(found("GuidanceResponse?patient=" + hugo.patient())).status())
                .isEqualTo(403);
    }

    @Test
    void whatClientsKeepOfTheirOwnStaysTheirs() {
        Reply created =
                client.post("/fhir/Task", "{\"resourceType\":\"Task\",\"status\":\"draft\",\"intent\":\"plan\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String id = created.at("/id");

        Reply changed = client.put(
                "/fhir/Task/" + id,
                "{\"resourceType\":\"Task\",\"id\":\"" + id + "\",\"status\":\"ready\",\"intent\":\"plan\"}");
        Reply deleted = client.send(
                HttpRequest.newBuilder(client.uri("/fhir/Task/" + id)).DELETE());

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(deleted.status()).as(deleted.body()).isEqualTo(200);
    }

    private Reply forged(JsonNode resource) {
        ObjectNode copy = resource.deepCopy();
        copy.remove("id");
        copy.remove("meta");
        return client.post("/fhir/" + resource.path("resourceType").asText(), copy.toString());
    }

    private void assertKept(JsonNode resource) {
        String type = resource.path("resourceType").asText();
        String path = "/fhir/" + type + "/" + resource.path("id").asText();
        ObjectNode changed = resource.deepCopy();
        changed.put("implicitRules", "https://provider.example/rules");

        Reply put = client.put(path, changed.toString());
        Reply delete = client.send(HttpRequest.newBuilder(client.uri(path)).DELETE());

        assertThat(put.status()).as(type + ": " + put.body()).isEqualTo(403);
        assertThat(put.at("/issue/0/diagnostics")).contains("$submit");
        assertThat(delete.status()).as(type + ": " + delete.body()).isEqualTo(403);
        assertThat(client.get(path).at("/meta/versionId")).isEqualTo("1");
    }

    /** The request Bundle that the Claim came in. */
    private JsonNode bundleOf(String claim) {
        String identifier = client.get("/fhir/" + claim).at("/identifier/0/value");
        for (JsonNode entry :
                client.get("/fhir/Bundle?_sort=-_lastUpdated&_count=50").json().path("entry")) {
            if (entry.toString().contains(identifier)) {
                return entry.path("resource");
            }
        }
        throw new AssertionError("no Bundle of " + claim);
    }

    private JsonNode found(String search) {
        ArrayNode entries = (ArrayNode) client.get("/fhir/" + search).json().path("entry");
        assertThat(entries).as(search).isNotEmpty();
        return entries.get(0).path("resource");
    }

    private void submit(EnrolledMember member) {
        Reply reply = client.post(
                "/fhir/Claim/$submit",
                member.request()
                        .diagnosis("G35.A")
                        .item("J0202", 60, "22", "2026-12-01")
                        .json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }
}
