package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.record.PasExchange;
import org.precept.record.PasExchange.Kind;
import org.precept.support.MetricModel;

/** What is measured of documents. */
class ExchangeMeasuresTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ATTACHMENT = """
            {"resourceType":"Parameters","parameter":[
             {"name":"TrackingId","valueIdentifier":{"value":"TR1"}},
             {"name":"PayerId","valueIdentifier":{"system":"https://precept.example/payer","value":"mmm"}},
             {"name":"OrganizationId","valueIdentifier":{"system":"http://hl7.org/fhir/sid/us-npi","value":"1245319599"}},
             {"name":"ProviderId","valueIdentifier":{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"}},
             {"name":"MemberId","valueIdentifier":{"value":"M-SECRET"}},
             {"name":"Attachment","part":[{"name":"Content","resource":
              {"resourceType":"DocumentReference","description":"the SECRET of the patient"}}]}]}""";

    @Test
    void aDocumentNamesWhoSentItAndNothingElse() throws IOException {
        JsonNode measured = measure(200, ATTACHMENT, "{\"resourceType\":\"OperationOutcome\"}");

        assertThat(measured.at("/exchange/0/type").asText()).isEqualTo("initialDocToPayer");
        assertThat(measured.at("/exchange/0/httpResponse").asText()).isEqualTo("200");
        assertThat(measured.at("/payerId/value").asText()).isEqualTo("mmm");
        assertThat(measured.at("/groupId/value").asText()).isEqualTo("1245319599");
        assertThat(measured.at("/providerId/value").asText()).isEqualTo("1234567893");
        assertThat(measured.has("itemDetail")).isFalse();
        assertThat(measured.has("issue")).isFalse();
    }

    @Test
    void whatADocumentDoesNotSayIsUnknown() throws IOException {
        JsonNode other = measure(
                422,
                ATTACHMENT.replace("us-npi", "other").replace("example/payer", "example/other"),
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"not-found\",\"diagnostics\":\"SECRET\"}]}");
        JsonNode nothing = measure(400, "no JSON", "");

        for (JsonNode measured : new JsonNode[] {other, nothing}) {
            for (String who : new String[] {"payerId", "groupId", "providerId"}) {
                assertThat(measured.at("/" + who + "/value").asText()).as(who).isEqualTo("unknown");
            }
        }
        assertThat(other.at("/issue/0/code").asText()).isEqualTo("not-found");
        assertThat(nothing.has("issue")).isFalse();
    }

    private static JsonNode measure(int status, String request, String response) throws IOException {
        String measures = ExchangeMeasures.of(
                new PasExchange(
                        Kind.ATTACHMENT,
                        BEGIN,
                        BEGIN.plusSeconds(1),
                        status,
                        request.getBytes(StandardCharsets.UTF_8),
                        response.getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
        assertThat(measures).doesNotContain("SECRET");
        JsonNode measured = new ObjectMapper().readTree(measures);
        assertThat(MetricModel.read("pas-2.2.1", "PASMetricData", Set.of()).problems(measured))
                .isEmpty();
        return measured;
    }
}
