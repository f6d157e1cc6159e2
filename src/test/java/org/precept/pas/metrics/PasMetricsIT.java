package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.MetricModel;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Exchanges as PASMetricData, and the report on requests, as an administrator reads them. */
class PasMetricsIT extends ServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBMIT = "/fhir/Claim/$submit";
    private String from;

    @BeforeEach
    void begin() {
        from = URLEncoder.encode(Instant.now().toString(), StandardCharsets.UTF_8);
    }

    @Test
    void keepsEveryExchangeAsTheModelSays() throws IOException, InterruptedException {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "metrics");
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "metrics");
        client.post(SUBMIT, course(anna).json());
        client.post(SUBMIT, course(carla).json());
        client.post("/fhir/Claim/$inquire", course(anna).json());
        client.post(SUBMIT, "{\"resourceType\":\"Patient\"}");
        Bundle unknown =
                course(new EnrolledMember("mmm", "nobody-here", "none")).build();
        client.post(SUBMIT, PasBundle.json(unknown));

        List<JsonNode> kept = await(5);

        MetricModel model = MetricModel.read("pas-2.2.1", "PASMetricData", Set.of());
        assertThat(kept).hasSize(5).allSatisfy(each -> {
            assertThat(model.problems(each)).as(each.toString()).isEmpty();
            assertThat(each.at("/source").asText()).isEqualTo("payer-src");
        });
        assertThat(kept)
                .extracting(each -> each.at("/exchange/0/type").asText())
                .containsExactly("initial", "initial", "query", "initial", "initial");
        assertThat(kept)
                .extracting(each -> each.at("/exchange/0/httpResponse").asText())
                .startsWith("200", "200")
                .element(3)
                .isEqualTo("400");
        JsonNode approved = kept.get(0);
        assertThat(approved.at("/payerId/value").asText()).isEqualTo("caresource-passe");
        assertThat(approved.at("/providerId/value").asText()).isEqualTo(PasBundle.PRACTITIONER_NPI);
        assertThat(approved.at("/groupId/value").asText()).isEqualTo(PasBundle.ORGANIZATION_NPI);
        assertThat(approved.at("/itemDetail/0/result").asText()).isEqualTo("approved");
        assertThat(approved.at("/itemDetail/0/item/coding/0/code").asText()).isEqualTo("J0202");
        assertThat(approved.at("/itemDetail/0/finalResponseTime").asText()).isNotEmpty();
        assertThat(approved.toString()).doesNotContain(anna.number()).doesNotContain("Patient/");
        JsonNode pended = kept.get(1);
        assertThat(pended.at("/itemDetail/0/result").asText()).isEqualTo("pended");
        assertThat(pended.at("/itemDetail/0/finalResponseTime").isMissingNode()).isTrue();
        assertThat(pended.at("/requestedDoc/0/docRequest/0/coding/0/code").asText())
                .isEqualTo("102089-0");
        assertThat(kept.get(3).at("/issue/0/code").asText()).isNotEmpty();
        assertThat(kept.get(4).at("/issue/0/code").asText()).isEqualTo("business-rule");
        assertThat(kept.get(4).at("/issue/0/details/coding/0/code").asText()).isNotEmpty();
    }

    @Test
    void reportsRatesAndTimesOfTheRequestsReceived() throws IOException {
        client.post(
                SUBMIT, course(EnrolledMember.copy(client, "anna", "report")).json());
        client.post(
                SUBMIT, course(EnrolledMember.copy(client, "carla", "report")).json());
        client.post(
                SUBMIT,
                course(EnrolledMember.copy(client, "anna", "report-fast"))
                        .expedited()
                        .json());

        JsonNode report = JSON.readTree(get("/admin/pas-report?to=2100-01-01&payer=caresource-passe&from=" + from)
                .body());

        JsonNode standard = report.at("/total/0");
        assertThat(standard.path("priority").asText()).isEqualTo("standard");
        assertThat(standard.path("received").asInt()).isEqualTo(2);
        assertThat(standard.path("decided").asInt()).isOne();
        assertThat(standard.path("pended").asInt()).isOne();
        assertThat(standard.path("approvedPercent").asText()).isEqualTo("100.0");
        assertThat(standard.path("deniedPercent").asText()).isEqualTo("0.0");
        assertThat(standard.path("medianHours").asDouble()).isLessThan(0.1);
        assertThat(report.at("/total/1/priority").asText()).isEqualTo("expedited");
        assertThat(report.at("/total/1/approved").asInt()).isOne();
        assertThat(report.at("/byPolicy/0/policy").asText()).endsWith("/caresource-passe-alemtuzumab");
        assertThat(report.at("/requiresPriorAuthorization/0/title").asText()).isNotEmpty();
        assertThat(JSON.readTree(get("/admin/pas-report?to=2100-01-01&payer=nobody&from=" + from)
                                .body())
                        .at("/total/0/received")
                        .asInt())
                .isZero();
    }

    @Test
    void refusesWhoIsNoAdministratorAndTimesThatCannotBe() {
        for (String path : List.of("/admin/pas-report", "/admin/pas-metrics")) {
            assertThat(client.get(path + "?from=2026-01-01&to=2026-12-31").status())
                    .isEqualTo(401);
            assertThat(get(path).status()).isEqualTo(400);
            assertThat(get(path + "?from=2026-01-01&to=then").status()).isEqualTo(400);
            assertThat(get(path + "?from=2026-01-01&to=2026-12-31&more=1").status())
                    .isEqualTo(400);
        }
        assertThat(get("/admin/pas-report?from=2026-12-31&to=2026-01-01").status())
                .isEqualTo(400);
    }

    /** Exchanges are written shortly after they were answered. */
    private List<JsonNode> await(int count) throws IOException, InterruptedException {
        List<JsonNode> kept = new ArrayList<>();
        for (int i = 0; i < 100 && kept.size() < count; i++) {
            kept.clear();
            for (String line : get("/admin/pas-metrics?to=2100-01-01&from=" + from)
                    .body()
                    .lines()
                    .toList()) {
                kept.add(JSON.readTree(line));
            }
            Thread.sleep(100);
        }
        return kept;
    }

    private Reply get(String path) {
        return client.getAsAdministrator(path);
    }

    private static PasBundle course(EnrolledMember member) {
        return member.request().diagnosis("G35.A").item("J0202", 60, "22", "2026-12-01");
    }
}
