package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The hooks over HTTP, with the demo members, the shipped policies and their CQL. */
class OrderSignIT extends ServerTest {
    private static final String SERVICE = "/cds-services/order-sign-crd";
    private static final Path OFFICIAL = Path.of(System.getProperty("precept.shared", "../shared"), "ig/crd-2.2.1");

    @Autowired
    private RequestContexts contexts;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void theLinkOfACardLeadsToThePolicy() {
        Reply reply = client.post(
                SERVICE,
                Calls.of("mmm", member("mmm", "2024-01-01")).order(order()).json());
        String link = reply.json().path("cards").findValue("links").at("/0/url").asText();

        JsonNode policy = client.get(URI.create(link).getPath()).json();

        assertThat(client.uri("/").toString()).isEqualTo(link.substring(0, link.indexOf("/fhir") + 1));
        assertThat(policy.path("resourceType").asText()).isEqualTo("PlanDefinition");
        assertThat(policy.path("id").asText()).isEqualTo("mmm-alemtuzumab");
    }

    @Test
    void aNewMemberIsAskedForWhatIsMissing() {
        String member = member("mmm", "2024-01-01");
        String instance = UUID.randomUUID().toString();

        Reply reply = client.post(
                SERVICE,
                Calls.of("mmm", member)
                        .hookInstance(instance)
                        .ehr("https://ehr.example/fhir", "very-secret-token")
                        .order(order())
                        .json());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        Answered answer = Answered.of(reply.body());
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("doc-needed")).containsExactly("clinical");
        assertThat(answer.said("questionnaire").get(0)).contains("mmm-alemtuzumab-initial");
        assertThat(answer.topics()).contains("guideline", "clinical-reminder");

        String assertion = answer.said("coverage-assertion-id").get(0);
        RequestContext context = contexts.find(assertion).orElseThrow();
        assertThat(context.payer()).isEqualTo("mmm");
        assertThat(context.memberNumber()).isEqualTo(member);
        assertThat(context.requests()).singleElement().satisfies(request -> {
            assertThat(request.reference()).isEqualTo("MedicationRequest/o1");
            assertThat(request.policy().tail()).isEqualTo("mmm-alemtuzumab");
        });

        JsonNode guidance = client.get(
                        "/fhir/GuidanceResponse?request=https://precept.example/hook-instance%7C" + instance)
                .json();
        assertThat(guidance.path("entry")).hasSize(1);
        assertThat(guidance.at("/entry/0/resource/status").asText()).isEqualTo("data-required");
        assertThat(jdbc.queryForObject(
                        "select count(*) from hook_call where hook_instance = ? and status = 200",
                        Integer.class,
                        instance))
                .isOne();
    }

    @Test
    void aSecondCallWithTheAnnotatedOrderSaysNothingNew() {
        String member = member("mmm", "2024-01-01");
        JsonNode first = client.post(
                        SERVICE, Calls.of("mmm", member).order(order()).json())
                .json();

        Reply second = client.post(
                SERVICE,
                Calls.of("mmm", member)
                        .order(first.at("/systemActions/0/resource").toString())
                        .json());

        assertThat(second.json().path("systemActions")).isEmpty();
    }

    @Test
    void demoMembersGetTheAnswersTheyStandFor() {
        String infusion = Calls.infusion("o1").replace("2026-03-01", "2026-11-10");
        assertThat(said("caresource-passe", "CS-1001", infusion, "doc-needed")).isEmpty();
        assertThat(said("caresource-passe", "CS-1001", infusion, "pa-needed")).containsExactly("satisfied");
        assertThat(said("caresource-passe", "CS-1002", infusion, "doc-needed")).containsExactly("clinical");
        assertThat(said("mmm", "MMM-2004", order().replace("2026-03-01", "2026-07-01"), "covered"))
                .containsExactly("not-covered");
        assertThat(said("cigna", "CG-3001", order(), "pa-needed")).containsExactly("auth-needed");
        assertThat(said("policy-2020910", "KP-4003", Calls.medication("o1", Calls.HCPCS, "J3490"), "info-needed"))
                .containsExactly("detail-code");
    }

    @Test
    void refusalsSayWhatToDoAndAreKept() {
        String instance = UUID.randomUUID().toString();

        Reply foreign = client.post(
                SERVICE, Calls.of("acme").hookInstance(instance).order(order()).json());
        Reply nothing = client.post(
                SERVICE, Calls.of("mmm").without("coverage").order(order()).json());
        Reply notJson = client.post(SERVICE, "{\"hook\":");
        Reply empty = client.post(SERVICE, "");
        Reply unknown = client.post(
                "/cds-services/other", Calls.of("mmm").order(order()).json());

        assertThat(List.of(foreign.status(), nothing.status(), notJson.status(), empty.status(), unknown.status()))
                .containsExactly(400, 412, 400, 400, 404);
        assertThat(List.of(foreign, nothing, notJson, empty, unknown)).allSatisfy(reply -> {
            assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
            assertThat(reply.at("/issue/0/diagnostics")).isNotEmpty();
        });
        assertThat(foreign.at("/issue/0/expression/0")).isEqualTo("Coverage.payor");
        assertThat(jdbc.queryForObject("select status from hook_call where hook_instance = ?", Integer.class, instance))
                .isEqualTo(400);
    }

    @Test
    void anEhrNobodyAnswersForIsTechnical() {
        Reply reply = client.post(
                SERVICE,
                Calls.of("mmm")
                        .without("coverage")
                        .ehr("http://127.0.0.1:1/fhir", "t")
                        .order(order())
                        .json());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Answered.of(reply.body()).said("covered")).containsExactly("indeterminate");
        assertThat(Answered.of(reply.body()).said("reason").get(0)).contains("technical");
    }

    @Test
    void feedbackIsCounted() {
        Reply good = client.post(
                SERVICE + "/feedback",
                "{\"feedback\":[{\"card\":\"c\",\"outcome\":\"accepted\",\"acceptedSuggestions\":[{\"id\":\"s\"}],\"outcomeTimestamp\":\"2026-03-01T10:00:00Z\"}]}");
        Reply bad = client.post(
                SERVICE + "/feedback",
                "{\"feedback\":[{\"card\":\"c\",\"outcome\":\"liked\",\"outcomeTimestamp\":\"x\"}]}");
        Reply unknown = client.post("/cds-services/other/feedback", "{\"feedback\":[]}");

        assertThat(good.status()).isEqualTo(200);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.at("/issue/0/expression/0")).isEqualTo("feedback[0].outcome");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(client.get("/actuator/prometheus").body()).contains("precept_crd_feedback_total");
    }

    @Test
    void officialExamplesAreOfAnotherPayer() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OFFICIAL), () -> "NOT TESTED: no official examples at " + OFFICIAL);

        Reply reply = client.post(SERVICE, Files.readString(OFFICIAL.resolve("CRDServiceRequest.json")));
        String ours = Files.readString(OFFICIAL.resolve("CRDServiceRequest.json"), StandardCharsets.UTF_8)
                .replace(
                        "\"reference\": \"http://example.org/someEHR/fhir/Organization/acme-payer\"",
                        "\"identifier\":{\"system\":\"https://precept.example/payer\",\"value\":\"mmm\"}");
        Reply served = client.post(SERVICE, ours);

        Reply bare = client.post(SERVICE, Files.readString(OFFICIAL.resolve("CRDServiceRequest3.json")));
        Reply dispatch = client.post(SERVICE, Files.readString(OFFICIAL.resolve("CRDServiceRequest2.json")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Coverage.payor");
        assertThat(bare.status())
                .as("no prefetch, and its server is not one we may query")
                .isEqualTo(412);
        assertThat(dispatch.status()).isEqualTo(400);
        assertThat(dispatch.at("/issue/0/expression/0")).isEqualTo("hook");
        assertThat(served.status()).as(served.body()).isEqualTo(200);
        assertThat(Answered.of(served.body()).said("reason").get(0)).contains("no-member-found");
        assertThat(served.json().path("systemActions")).hasSize(2);
    }

    private List<String> said(String payer, String number, String order, String url) {
        Reply reply = client.post(
                SERVICE, Calls.of(payer, number).neurologist().order(order).json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Answered.of(reply.body()).said(url);
    }

    private String member(String payer, String from) {
        String number = "CRD-" + UUID.randomUUID();
        String id = "crd-" + UUID.randomUUID();
        Reply patient = client.put("/fhir/Patient/" + id, """
                {"resourceType":"Patient","id":"%s","birthDate":"1988-04-12","identifier":[{"type":{"coding":[{\
                "system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MB"}]},\
                "system":"https://precept.example/member/%s","value":"%s"}]}""".formatted(id, payer, number));
        Reply coverage = client.put("/fhir/Coverage/" + id, """
                {"resourceType":"Coverage","id":"%s","status":"active","subscriberId":"%s","beneficiary":{\
                "reference":"Patient/%s"},"period":{"start":"%s"},"payor":[{"reference":"Organization/payer-%s"}]}""".formatted(id, number, id, from, payer));
        assertThat(List.of(patient.status(), coverage.status())).containsOnly(201);
        return number;
    }

    private static String order() {
        return Calls.lemtrada("o1");
    }
}
