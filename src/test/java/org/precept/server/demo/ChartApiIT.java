package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** The demo EHR's FHIR API: one patient, what the scopes say, and what a form leaves behind. */
class ChartApiIT extends ServerTest {

    private static final String RESPONSES = "QuestionnaireResponse";

    private SmartApp app;
    private String token;

    @BeforeEach
    void launch() {
        app = new SmartApp(client);
        token = app.token("member=kira&anyway=true").at("/access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer guessed", "Basic a2lyYTpraXJh"})
    void nothingIsToldWithoutAToken(String authorization) {
        Reply reply = client.send(
                authorization.isEmpty()
                        ? app.to("Patient/ehr-kira")
                        : app.to("Patient/ehr-kira").header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
    }

    @Test
    void anotherPatientDoesNotExist() {
        assertThat(app.get(token, "Patient/ehr-ben").status()).isEqualTo(404);
        assertThat(app.get(token, "Condition/ehr-ben-rrms").status()).isEqualTo(404);
        assertThat(app.get(token, "Condition?patient=ehr-ben").at("/total")).isEqualTo("0");
        assertThat(ids(app.get(token, "Patient"))).containsExactly("ehr-kira");
    }

    @Test
    void whatOnlyThePayerHoldsIsNotInTheChart() {
        Reply coverages = app.get(token, "Coverage");

        assertThat(ids(coverages)).containsExactly("ehr-kira");
        assertThat(coverages.body()).doesNotContain("demo-kira");
    }

    @ParameterizedTest
    @CsvSource({
        "MedicationStatement?patient=Patient/ehr-kira, 2",
        "MedicationStatement?subject=ehr-kira&status=stopped, 2",
        "MedicationStatement?status=active, 0",
        "Condition?code=http://hl7.org/fhir/sid/icd-10-cm%7CG35.A, 1",
        "'Condition?code=G35.A,192929006', 2",
        "Condition?code=http://snomed.info/sct%7CG35.A, 0",
        "Condition?clinical-status=active&code=G35.A, 1",
        "Practitioner?_id=alex, 1",
        "PractitionerRole?practitioner=alex, 1",
        "PractitionerRole?practitioner=Practitioner/other, 0",
        "Procedure?patient=ehr-kira, 0"
    })
    void searchesFindWhatFits(String search, String total) {
        assertThat(app.get(token, search).at("/total")).as(search).isEqualTo(total);
    }

    @Test
    void aSearchThatIsNotUnderstoodIsRefusedRatherThanAnsweredTooBroadly() {
        Reply reply = app.get(token, "Condition?onset-date=ge2026-01-01");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/issue/0/diagnostics")).contains("clinical-status");
    }

    @Test
    void pagesLeadToEachOther() {
        Reply first = app.get(token, "MedicationStatement?patient=ehr-kira&_count=1");
        String next = first.json().at("/link/1/url").asText();
        Reply second = client.send(
                java.net.http.HttpRequest.newBuilder(URI.create(next)).header("Authorization", "Bearer " + token));

        assertThat(first.at("/total")).isEqualTo("2");
        assertThat(first.at("/link/1/relation")).isEqualTo("next");
        assertThat(ids(first)).hasSize(1).doesNotContainAnyElementsOf(ids(second));
        assertThat(second.json().at("/link")).hasSize(1);
    }

    @Test
    void aSearchByFormFindsTheSame() {
        Reply reply = client.send(app.to("Condition/_search")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("code=G35.A")));

        assertThat(reply.at("/total")).isEqualTo("1");
    }

    @Test
    void aResponseIsFiledFoundAndReplaced() {
        Reply created = app.write(token, "POST", RESPONSES, response("in-progress", "ehr-kira", ""));
        String id = created.at("/id");
        Reply updated = app.write(
                token, "PUT", RESPONSES + "/" + id, response("completed", "ehr-kira", "\"id\":\"" + id + "\","));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/demo-ehr/fhir/QuestionnaireResponse/" + id);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(ids(app.get(token, RESPONSES + "?status=completed&patient=ehr-kira")))
                .contains(id);
        assertThat(ids(app.get(token, RESPONSES + "?status=in-progress&patient=ehr-kira")))
                .doesNotContain(id);
    }

    @Test
    void whoHasSeenAnOlderVersionIsToldSo() {
        String id = app.write(token, "POST", RESPONSES, response("in-progress", "ehr-kira", ""))
                .at("/id");
        String body = response("completed", "ehr-kira", "\"id\":\"" + id + "\",");
        app.write(token, "PUT", RESPONSES + "/" + id, body);

        Reply late = client.send(app.to(RESPONSES + "/" + id)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", "W/\"1\"")
                .PUT(BodyPublishers.ofString(body)));

        assertThat(late.status()).isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, QuestionnaireResponse, ehr-ben, 422",
        "POST, DocumentReference, ehr-kira, 422",
        "POST, Condition, ehr-kira, 403",
        "PUT, QuestionnaireResponse/unknown, ehr-kira, 400"
    })
    void whatAFormDoesNotLeaveBehindIsRefused(String method, String path, String patient, int status) {
        assertThat(app.write(token, method, path, response("completed", patient, ""))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void scopesLimitWhatTheTokenOpens() {
        String launch = app.launched("member=kira&anyway=true").get("launch");
        var request = app.request(launch);
        request.put("scope", "launch patient/Condition.rs patient/QuestionnaireResponse.r offline_access");
        String code = SmartApp.query(app.authorize(request).header("Location")).get("code");
        Reply narrow = app.redeem(app.redemption(code));
        String opened = narrow.at("/access_token");

        assertThat(narrow.at("/scope")).isEqualTo("launch patient/Condition.rs patient/QuestionnaireResponse.r");
        assertThat(narrow.json().has("id_token")).isFalse();
        assertThat(app.get(opened, "Condition").status()).isEqualTo(200);
        assertThat(app.get(opened, "MedicationStatement").status()).isEqualTo(403);
        assertThat(app.write(opened, "POST", RESPONSES, response("completed", "ehr-kira", ""))
                        .status())
                .isEqualTo(403);
    }

    private static String response(String status, String patient, String id) {
        return "{\"resourceType\":\"QuestionnaireResponse\"," + id + "\"status\":\"" + status
                + "\",\"questionnaire\":\"https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial|1.1.0\","
                + "\"subject\":{\"reference\":\"Patient/" + patient + "\"}}";
    }

    private static List<String> ids(Reply reply) {
        return reply.json().at("/entry").findParents("resourceType").stream()
                .map(resource -> resource.path("id"))
                .map(JsonNode::asText)
                .toList();
    }
}
