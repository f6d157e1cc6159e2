package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * Requests as the public CDS Hooks Sandbox sends them: from a browser, with a token for the address called, drafts in a
 * Bundle without type and fullUrls, {@code category} as an object where FHIR has a list, and a FHIR server on the
 * internet that this server may not query.
 */
class SandboxIT extends ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SANDBOX = "https://sandbox.cds-hooks.org";
    private static final String SIGN = "/cds-services/order-sign-crd";

    private static final String COVERAGE = """
            {"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"https://r4.sandbox.example/Coverage?patient=sb-1"}],\
            "entry":[{"fullUrl":"https://r4.sandbox.example/Coverage/sb-cov","search":{"mode":"match"},"resource":{\
            "resourceType":"Coverage","id":"sb-cov","status":"active","subscriberId":"MMM-2001","beneficiary":{"reference":"Patient/sb-1"},\
            "payor":[{"identifier":{"system":"https://precept.example/payer","value":"mmm"}}]}}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"/cds-services/order-sign-crd", "/2.0.1/cds-services/order-sign-crd"})
    void anOrderThatIsSignedThereIsAnsweredAndComesBackUnchanged(String path) throws IOException {
        String drug = "{\"text\":\"Lemtrada\",\"coding\":[{\"display\":\"Lemtrada\","
                + "\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"1594663\"}]}";

        Reply reply = send(path, request("order-sign", draft(drug), prefetch()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(SANDBOX);
        assertThat(Answered.of(reply.body()).said("covered")).containsExactly("covered");
        assertThat(Answered.of(reply.body()).said("pa-needed")).containsExactly("auth-needed");
        JsonNode order = reply.json().at("/systemActions/0/resource");
        ((ObjectNode) order).remove("extension");
        assertThat(order).isEqualTo(JSON.readTree(draft(drug)));
    }

    @Test
    void anOrderThatIsChosenThereIsAnswered() {
        String order = draft("{\"text\":\"Lemtrada\",\"coding\":[{\"display\":\"Lemtrada\","
                + "\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"1594663\"}]}");
        String request = request("order-select", order, prefetch())
                .replace("\"draftOrders\"", "\"selections\":[\"MedicationRequest/request-123\"],\"draftOrders\"");

        Reply reply = send("/cds-services/order-select-crd", request);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Answered.of(reply.body()).said("covered")).containsExactly("covered");
    }

    @Test
    void whatIsNoneOfOurBusinessGetsAnHonestAnswer() {
        String aspirin =
                "{\"text\":\"Aspirin 81 MG Oral Tablet\",\"coding\":[{\"display\":\"Aspirin 81 MG Oral Tablet\","
                        + "\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"243670\"}]}";

        for (String order : new String[] {draft(aspirin), draft(null), imaging()}) {
            Reply reply = send(SIGN, request("order-sign", order, prefetch()));

            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(Answered.of(reply.body()).said("covered")).containsExactly("indeterminate");
        }
    }

    @Test
    void withoutPrefetchAndWithAServerThatMayNotBeQueriedThePreconditionFails() {
        Reply reply = send(SIGN, request("order-sign", draft(null), Map.of()));

        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.at("/issue/0/diagnostics")).contains("allowed");
    }

    @Test
    void aPatientWithoutCoverageIsRefusedInWords() {
        Reply reply = send(
                SIGN,
                request(
                        "order-sign",
                        draft(null),
                        Map.of("coverage", "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("prefetch.coverage");
    }

    @Test
    void anEhrThatIsAllowedAndCannotBeReachedIsTechnical() {
        String unreachable = request("order-sign", draft(null), Map.of())
                .replace("https://r4.sandbox.example", "https://127.0.0.1:1");

        Reply reply = send(SIGN, unreachable);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Answered.of(reply.body()).said("covered")).containsExactly("indeterminate");
        assertThat(Answered.of(reply.body()).said("reason").get(0)).contains("technical");
    }

    @Test
    void draftsOfTheSandboxesOldestFhirServerAreRefusedInWords() {
        String dstu2 = "{\"resourceType\":\"MedicationOrder\",\"id\":\"order-123\",\"status\":\"draft\","
                + "\"patient\":{\"reference\":\"Patient/sb-1\"},\"dateWritten\":\"2026-11-02\"}";

        Reply reply = send(SIGN, request("order-sign", dstu2, prefetch()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/issue/0/diagnostics")).contains("R4");
    }

    @ParameterizedTest
    @CsvSource({
        "https://stranger.example, https://stranger.example/jwks.json, 200",
        SANDBOX + ", https://attacker.example/jwks.json, 401"
    })
    void aTokenOfAnybodyIsIgnoredButOneThatPretendsToBeTheSandboxesIsNot(String issuer, String keys, int status) {
        String header = "{\"alg\":\"ES384\",\"typ\":\"JWT\",\"kid\":\"k\",\"jku\":\"" + keys + "\"}";
        String claims = "{\"iss\":\"" + issuer + "\",\"aud\":\"" + client.uri(SIGN)
                + "\",\"exp\":4000000000,\"iat\":1,\"jti\":\"" + UUID.randomUUID() + "\"}";
        String token = base64(header) + "." + base64(claims) + "." + base64("no signature");

        Reply reply = client.send(HttpRequest.newBuilder(client.uri(SIGN))
                .header("Origin", SANDBOX)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(request("order-sign", draft(null), prefetch()))));

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).doesNotContain(token);
    }

    private Reply send(String path, String body) {
        return client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Origin", SANDBOX)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String request(String hook, String order, Map<String, String> prefetch) {
        StringBuilder keys = new StringBuilder();
        prefetch.forEach((key, value) -> keys.append(keys.isEmpty() ? "" : ",")
                .append('"')
                .append(key)
                .append("\":")
                .append(value));
        return "{\"hookInstance\":\"" + UUID.randomUUID() + "\",\"hook\":\"" + hook
                + "\",\"fhirServer\":\"https://r4.sandbox.example\",\"context\":{\"patientId\":\"sb-1\","
                + "\"userId\":\"Practitioner/COREPRACTITIONER1\",\"draftOrders\":{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
                + order + "}]}}" + (prefetch.isEmpty() ? "" : ",\"prefetch\":{" + keys + "}") + "}";
    }

    private static Map<String, String> prefetch() {
        return Map.of(
                "patient",
                "{\"resourceType\":\"Patient\",\"id\":\"sb-1\",\"gender\":\"male\",\"birthDate\":\"1979-09-30\"}",
                "coverage",
                COVERAGE);
    }

    /** As its prescription screen writes it; null: before a drug is chosen. */
    private static String draft(String drug) {
        return "{\"resourceType\":\"MedicationRequest\",\"id\":\"request-123\",\"status\":\"draft\","
                + "\"subject\":{\"reference\":\"Patient/sb-1\"},\"authoredOn\":\"2026-11-02\""
                + (drug == null
                        ? ""
                        : ",\"dosageInstruction\":[{\"timing\":{\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\","
                                + "\"boundsPeriod\":{\"start\":\"2026-11-16\"}}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":1,"
                                + "\"system\":\"http://unitsofmeasure.org\",\"code\":\"{pill}\"}}]}],"
                                + "\"dispenseRequest\":{\"expectedSupplyDuration\":{\"value\":30,\"unit\":\"days\","
                                + "\"system\":\"http://unitsofmeasure.org\",\"code\":\"d\"}},\"intent\":\"order\","
                                + "\"category\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/medicationrequest-category\","
                                + "\"code\":\"community\"}]},\"medicationCodeableConcept\":" + drug)
                + "}";
    }

    /** As its imaging screen writes it. */
    private static String imaging() {
        return "{\"resourceType\":\"ServiceRequest\",\"id\":\"example-request-id\",\"status\":\"draft\",\"intent\":\"plan\","
                + "\"code\":{\"coding\":[{\"system\":\"http://www.ama-assn.org/go/cpt\",\"code\":\"72133\",\"display\":\"Scan\"}],\"text\":\"Scan\"},"
                + "\"subject\":{\"reference\":\"Patient/sb-1\"},\"reasonCode\":[]}";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
