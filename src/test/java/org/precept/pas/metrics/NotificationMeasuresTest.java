package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.pas.metrics.FiledRequests.Filed;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.PasExchange;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;
import org.precept.support.MetricModel;

/** What a reviewer decided is measured when its sender is told of it: the notification carries the answer alone. */
class NotificationMeasuresTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-02T14:00:00Z");
    private static final Instant DENIED = RECEIVED.plusSeconds(3600);
    private static final Instant TOLD = DENIED.plusSeconds(2);

    private static final String REQUEST = """
            {"resourceType":"Bundle","entry":[
              {"fullUrl":"urn:uuid:c","resource":{"resourceType":"Claim","provider":{"reference":"urn:uuid:p"},
                "item":[{"sequence":1,"productOrService":{"coding":[{"system":"hcpcs","code":"J0202"}]}},
                        {"sequence":2,"productOrService":{"coding":[{"system":"hcpcs","code":"J3490"}]}}]}},
              {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Practitioner",
                "identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"}]}}]}""";

    private static final String NOTIFICATION = """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Parameters"}},
              {"resource":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ClaimResponse","item":[
                {"itemSequence":1,"adjudication":[{"extension":[{"extension":[
                  {"valueCodeableConcept":{"coding":[{"system":"https://codesystem.x12.org/005010/306","code":"A3"}]}},
                  {"valueCodeableConcept":{"coding":[{"system":"https://codesystem.x12.org/external/886","code":"0F"}]}}
                ]}]}]},
                {"itemSequence":2,"adjudication":[{"extension":[{"extension":[
                  {"valueCodeableConcept":{"coding":[{"system":"https://codesystem.x12.org/005010/306","code":"A4"}]}}
                ]}]}]}]}}]}}]}""";

    @Test
    void aDecisionToldLaterHasItsItemsResultsAndTimes() throws IOException {
        JsonNode measured = measured(Optional.of(new Filed(Messages.of(bytes(REQUEST)), file())));

        assertThat(MetricModel.read("pas-2.2.1", "PASMetricData", Set.of()).problems(measured))
                .isEmpty();
        assertThat(measured.at("/exchange/0/type").asText()).isEqualTo("update");
        assertThat(measured.at("/providerId/value").asText()).isEqualTo("1234567893");
        JsonNode denied = measured.at("/itemDetail/0");
        assertThat(denied.at("/item/coding/0/code").asText()).isEqualTo("J0202");
        assertThat(denied.path("result").asText()).isEqualTo("denied");
        assertThat(denied.path("denialReason").asText()).isEqualTo("0F");
        assertThat(denied.path("initialSubmissionTime").asText()).isEqualTo(RECEIVED.toString());
        assertThat(denied.path("finalResponseTime").asText()).isEqualTo(DENIED.toString());
        JsonNode pended = measured.at("/itemDetail/1");
        assertThat(pended.path("result").asText()).isEqualTo("pended");
        assertThat(pended.has("finalResponseTime")).isFalse();
    }

    @Test
    void aRequestThatIsNotOnFileIsMeasuredWithoutItems() throws IOException {
        JsonNode measured = measured(Optional.empty());

        assertThat(measured.at("/exchange/0/httpResponse").asText()).isEqualTo("200");
        assertThat(measured.has("itemDetail")).isFalse();
    }

    private static JsonNode measured(Optional<Filed> filed) throws IOException {
        PasExchange told = new PasExchange(
                PasExchange.Kind.NOTIFICATION, TOLD.minusSeconds(1), TOLD, 200, bytes(NOTIFICATION), new byte[0], "f");
        return new ObjectMapper().readTree(ExchangeMeasures.of(told, filed));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RequestFile file() {
        return new RequestFile(
                "f",
                2,
                "mmm",
                "M1",
                "c",
                "r",
                "2.2.1",
                Set.of(),
                Set.of(),
                new RequestClock(false, RECEIVED, RECEIVED, RECEIVED.plusSeconds(604800), null),
                null,
                List.of(item(1, ItemStatus.DENIED, DENIED), item(2, ItemStatus.PENDED_REVIEW, RECEIVED)));
    }

    private static FiledItem item(int sequence, ItemStatus status, Instant changedAt) {
        return new FiledItem(
                sequence,
                status,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                LocalDate.of(2026, 11, 16),
                null,
                changedAt);
    }
}
