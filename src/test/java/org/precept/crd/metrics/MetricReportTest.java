package org.precept.crd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.precept.crd.metrics.AnswerMeasures.Coverage;
import org.precept.crd.metrics.AnswerMeasures.Name;
import org.precept.crd.metrics.AnswerMeasures.Request;
import org.precept.crd.metrics.AnswerMeasures.Resources;
import org.precept.crd.metrics.AnswerMeasures.Response;
import org.precept.crd.metrics.AnswerMeasures.TokenUse;
import org.precept.crd.metrics.MetricReport.Format;
import org.precept.fhir.CodingKey;
import org.precept.record.CallId;
import org.precept.record.CardFeedback.Outcome;

class MetricReportTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final CodingKey LEMTRADA =
            CodingKey.of("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "J0202");

    private final MeasuredInMemory kept = new MeasuredInMemory();

    @Test
    void aLinePerCallOfTheDayTheEarliestFirst() throws IOException {
        keep(call("before", NOON.minusSeconds(86_400)));
        keep(call("second", NOON));
        keep(call("first", NOON.minusSeconds(43_200)));
        keep(call("after", NOON.plusSeconds(43_200)));

        List<JsonNode> lines = ndjson();

        assertThat(lines).extracting(line -> line.path("hookInstance").asText()).containsExactly("first", "second");
    }

    @Test
    void whatUsersDidWithACardIsJoined() throws IOException {
        CallId call = keep(call("one", NOON));
        kept.outcomes.put(call.card(1), Outcome.OVERRIDDEN);
        kept.outcomes.put(CallId.of(NOON).card(2), Outcome.ACCEPTED);

        JsonNode responses = ndjson().get(0).at("/request/0/response");

        assertThat(responses.get(0).has("engagement")).isFalse();
        assertThat(responses.get(1).path("engagement").asText()).isEqualTo("override");
        assertThat(responses.get(2).has("engagement")).isFalse();
        assertThat(responses.findValues("card")).isEmpty();
    }

    @Test
    void aLongDayIsReadPageByPage() throws IOException {
        IntStream.range(0, 7).forEach(i -> keep(call("call-" + i, NOON.plusSeconds(i))));

        StringWriter out = new StringWriter();
        new MetricReport(kept, kept, 3).write(DAY, Format.NDJSON, out);

        assertThat(out.toString().lines()).hasSize(7);
        assertThat(kept.pages).containsExactly(3, 3, 1);
    }

    @Test
    void aRowPerRequest() throws IOException {
        CallId call = keep(call("one", NOON));
        kept.outcomes.put(call.card(2), Outcome.ACCEPTED);

        List<String> rows = csv();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("source,hookInstance,hookType,providerId.system,providerId.value,");
        assertThat(rows.get(1))
                .isEqualTo("payer-src,one,order-sign,http://hl7.org/fhir/sid/us-npi,9941339108,,unknown,"
                        + "https://precept.example/payer,mmm,2026-11-21T12:00:00Z,2026-11-21T12:00:00.008Z,200,,rejected,"
                        + "Condition 12 prefetch; Observation 3 query,"
                        + "MedicationRequest,http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets|J0202,"
                        + "coverage-info; guideline; limits=accept,"
                        + "covered,auth-needed,clinical,,https://precept.example/q|1.0.0,false,false,assertion-1,,");
        assertThat(rows.get(2)).contains(",ServiceRequest,not coded,,");
        assertThat(rows).allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(28));
    }

    @Test
    void aRefusedCallHasARowToo() throws IOException {
        keep(new CallMeasures(
                "bad", "order-sign", null, NOON, NOON, 400, List.of("required", "value"), AnswerMeasures.NONE));

        assertThat(csv().get(1)).contains(",400,required; value,not-used,").endsWith(",,,,,,,,,,,,,");
        assertThat(ndjson().get(0).path("issue")).hasSize(2);
    }

    @Test
    void nothingOfAClientBecomesAFormulaOrBreaksARow() throws IOException {
        keep(new CallMeasures(
                "=HYPERLINK(\"http://evil\",\"x\")\n", "order-sign", "mmm", NOON, NOON, 200, List.of(), answer()));

        String row = csv().get(1);

        assertThat(row).startsWith("payer-src,\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")");
    }

    @Test
    void aDayWithoutCallsIsEmpty() throws IOException {
        assertThat(ndjson()).isEmpty();
        assertThat(csv()).hasSize(1);
    }

    @Test
    void measuresHaveAnEnd() throws IOException {
        String huge = "x".repeat(1_000_000);
        Request request = new Request(
                "MedicationRequest",
                IntStream.range(0, 1000)
                        .mapToObj(i -> new CodingKey(huge, huge))
                        .toList(),
                List.of());
        CallMeasures call = new CallMeasures(
                huge,
                "order-sign",
                "mmm",
                NOON,
                NOON,
                200,
                List.of(),
                new AnswerMeasures(
                        new Name(null, huge),
                        Name.UNKNOWN,
                        TokenUse.USED,
                        List.of(),
                        IntStream.range(0, 500).mapToObj(i -> request).toList()));

        assertThat(call.json()).hasSizeLessThan(300_000);
        assertThat(new ObjectMapper().readTree(call.json()).path("request")).isNotEmpty();
    }

    private CallId keep(CallMeasures call) {
        CallId id = CallId.of(call.requestTime());
        kept.calls.put(id, call.json());
        return id;
    }

    private static CallMeasures call(String hookInstance, Instant received) {
        return new CallMeasures(
                hookInstance, "order-sign", "mmm", received, received.plusMillis(8), 200, List.of(), answer());
    }

    private static AnswerMeasures answer() {
        Coverage coverage = new Coverage(
                "covered",
                "auth-needed",
                "clinical",
                null,
                "https://precept.example/q|1.0.0",
                false,
                "assertion-1",
                null,
                null);
        List<String> focus = List.of("MedicationRequest");
        return new AnswerMeasures(
                new Name("http://hl7.org/fhir/sid/us-npi", "9941339108"),
                Name.UNKNOWN,
                TokenUse.REJECTED,
                List.of(new Resources("Condition", 12, true), new Resources("Observation", 3, false)),
                List.of(
                        new Request(
                                "MedicationRequest",
                                List.of(LEMTRADA),
                                List.of(
                                        new Response("coverage-info", 0, focus, coverage),
                                        new Response("guideline", 1, focus, null),
                                        new Response("limits", 2, focus, null))),
                        new Request("ServiceRequest", List.of(), List.of())));
    }

    private List<JsonNode> ndjson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written(Format.NDJSON).lines().toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private List<String> csv() throws IOException {
        return List.of(written(Format.CSV).split("\r\n"));
    }

    private String written(Format format) throws IOException {
        StringWriter out = new StringWriter();
        new MetricReport(kept, kept).write(DAY, format, out);
        return out.toString();
    }
}
