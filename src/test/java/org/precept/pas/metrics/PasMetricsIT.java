package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.pas.notify.Asked;
import org.precept.support.EnrolledMember;
import org.precept.support.MetricModel;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.StubEndpoint;
import org.precept.support.StubSubmitters;

/** Exchanges as PASMetricData, and the report on requests, as an administrator reads them. */
class PasMetricsIT extends ServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final String ATTACH = "/fhir/$submit-attachment";
    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
    private static final String NPI = "http://hl7.org/fhir/sid/us-npi";
    private static final String FORM =
            "https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial";

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

    /** A document has the request approved, and the sender hears of it. */
    @Test
    void keepsDocumentsAndNotifications() throws IOException, InterruptedException {
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "metrics-later");
        try (StubEndpoint endpoint = StubEndpoint.start(StubSubmitters.CLINIC_PORT)) {
            Reply subscribed = clinic(
                    "POST",
                    "",
                    Asked.of(StubSubmitters.CLINIC_SENDER, endpoint.address()).json());
            assertThat(subscribed.status()).as(subscribed.body()).isEqualTo(201);
            endpoint.await(1);
            String trace = trace(client.post(SUBMIT, PasBundle.json(clinics(carla))));
            QuestionnaireResponse form =
                    PasBundle.answer(PasBundle.completed(FORM, Instant.now().toString()), "tb", "negative");
            form.setSubject(new Reference("Patient/of-the-clinic"));

            Reply arrived = client.post(ATTACH, PasBundle.json(attachment(carla, trace, form)));
            Reply unknown = client.post(ATTACH, PasBundle.json(attachment(carla, "TR-NOBODY", form)));
            endpoint.await(2);

            assertThat(arrived.status()).as(arrived.body()).isEqualTo(200);
            assertThat(unknown.status()).isEqualTo(422);
            clinic("DELETE", "/" + subscribed.at("/id"), "");
        }

        List<JsonNode> kept = await(4);

        MetricModel model = MetricModel.read("pas-2.2.1", "PASMetricData", Set.of());
        assertThat(kept).allSatisfy(each -> {
            assertThat(model.problems(each)).as(each.toString()).isEmpty();
            assertThat(each.at("/payerId/value").asText()).isEqualTo("caresource-passe");
            assertThat(each.at("/groupId/value").asText()).isEqualTo(PasBundle.ORGANIZATION_NPI);
            assertThat(each.toString()).doesNotContain(carla.number(), "Patient/", "negative");
        });
        assertThat(of(kept, "initialDocToPayer"))
                .allSatisfy(each ->
                        assertThat(each.at("/providerId/value").asText()).isEqualTo(PasBundle.PRACTITIONER_NPI));
        assertThat(statuses(kept, "initial")).containsExactly("200");
        assertThat(statuses(kept, "initialDocToPayer")).containsExactly("200", "422");
        assertThat(statuses(kept, "update")).containsExactly("200");
        JsonNode refused = of(kept, "initialDocToPayer").get(1);
        assertThat(refused.at("/issue/0/code").asText()).isEqualTo("not-found");
        JsonNode told = of(kept, "update").get(0).at("/itemDetail/0");
        assertThat(told.path("result").asText()).isEqualTo("approved");
        assertThat(told.path("finalResponseTime").asText()).isNotEmpty();
        assertThat(told.path("initialSubmissionTime").asText()).isNotEmpty();
    }

    private static List<JsonNode> of(List<JsonNode> kept, String type) {
        return kept.stream()
                .filter(each -> each.at("/exchange/0/type").asText().equals(type))
                .toList();
    }

    private static List<String> statuses(List<JsonNode> kept, String type) {
        return of(kept, type).stream()
                .map(each -> each.at("/exchange/0/httpResponse").asText())
                .toList();
    }

    /** At the clinic's Subscriptions, as the clinic. */
    private Reply clinic(String method, String path, String body) {
        return client.send(HttpRequest.newBuilder(client.uri("/fhir/Subscription" + path))
                .header("Content-Type", "application/fhir+json")
                .header("Authorization", "Bearer " + StubSubmitters.CLINIC)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** A request that the clinic's system sends. */
    private static Bundle clinics(EnrolledMember member) {
        PasBundle request = course(member);
        Extension transmission =
                request.claimToChange().addExtension().setUrl(PAS + "extension-TransmissionIdentifiers");
        transmission.addExtension("applicationSenderCode", new StringType("CLINIC"));
        transmission.addExtension("interchangeSenderID", new StringType(StubSubmitters.CLINIC_SENDER));
        return request.build();
    }

    private static Parameters attachment(EnrolledMember member, String trace, QuestionnaireResponse form) {
        Parameters parameters = new Parameters();
        parameters.addParameter("TrackingId", identifier("https://precept.example/trace", trace));
        parameters.addParameter("AttachTo", new CodeType("preauthorization"));
        parameters.addParameter("PayerId", identifier("https://precept.example/payer", member.payer()));
        parameters.addParameter("OrganizationId", identifier(NPI, PasBundle.ORGANIZATION_NPI));
        parameters.addParameter("ProviderId", identifier(NPI, PasBundle.PRACTITIONER_NPI));
        parameters.addParameter(
                "MemberId", identifier("https://precept.example/member/" + member.payer(), member.number()));
        parameters
                .addParameter()
                .setName("Attachment")
                .addPart()
                .setName("Content")
                .setResource(form);
        return parameters;
    }

    private static Identifier identifier(String system, String value) {
        return new Identifier().setSystem(system).setValue(value);
    }

    private static String trace(Reply pended) {
        List<String> found = JsonPath.read(
                pended.body(),
                "$.entry[0].resource.item[0].extension[?(@.url == '" + PAS
                        + "extension-administrationReferenceNumber')].valueString");
        assertThat(found).as(pended.body()).hasSize(1);
        return found.get(0);
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
