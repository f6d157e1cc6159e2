package org.precept.pas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Requests for prior authorization over HTTP, as a provider's system sends them. */
class PasIT extends ServerTest {

    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final String INQUIRE = "/fhir/Claim/$inquire";

    @Test
    void approvesWhatTheRecordProves() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-approved");
        Bundle request = course(anna, 60).build();

        PasAnswer answer = PasAnswer.of(client.post(SUBMIT, PasBundle.json(request)));

        assertThat(answer.action()).as(answer.notes()).isEqualTo("A1");
        assertThat(answer.response().getPreAuthRef()).isEqualTo(answer.number());
        String claim = ((Claim) request.getEntryFirstRep().getResource())
                .getIdentifierFirstRep()
                .getValue();
        String id = answer.response().getIdElement().getIdPart();
        assertThat(client.get("/fhir/ClaimResponse/" + id).at("/patient/reference"))
                .isEqualTo("Patient/" + anna.patient());
        assertThat(count("Claim?identifier=https://provider.example/claim%7C" + claim))
                .isOne();
        Reply record = client.get("/fhir/GuidanceResponse?request=https://provider.example/claim%7C" + claim);
        assertThat(record.at("/entry/0/resource/moduleCanonical"))
                .isEqualTo("https://precept.example/fhir/PlanDefinition/caresource-passe-alemtuzumab|1.2.0");
        assertThat(count("Task?patient=" + anna.patient())).isZero();
    }

    @Test
    void asksForTheMissingDocumentAndRemembersTheTrace() {
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "pas-missing");

        PasAnswer answer = PasAnswer.of(client.post(SUBMIT, course(carla, 60).json()));

        assertThat(answer.action()).isEqualTo("A4");
        assertThat(answer.reason()).as(answer.notes()).isEqualTo("0U");
        CommunicationRequest communication =
                answer.all(CommunicationRequest.class).get(0);
        assertThat(communication.getPayloadFirstRep().getContent().primitiveValue())
                .isEqualTo("102089-0");
        assertThat(communication.getIdentifierFirstRep().getValue()).isEqualTo(answer.trace());
        assertThat(count("Task?identifier=https://precept.example/trace%7C" + answer.trace()))
                .isOne();
    }

    @Test
    void neverApprovesWhatADiagnosisOfTheClaimSpeaksAgainst() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-diagnosis");

        PasAnswer hiv = PasAnswer.of(
                client.post(SUBMIT, course(anna, 60).diagnosis("B20").json()));
        PasAnswer pneumonia = PasAnswer.of(
                client.post(SUBMIT, course(anna, 60).diagnosis("J18.9").json()));

        assertThat(hiv.action()).as(hiv.notes()).isEqualTo("A4");
        assertThat(hiv.notes()).contains("No HIV infection: contradictory").contains("(active, as the request states)");
        assertThat(pneumonia.action()).as(pneumonia.notes()).isEqualTo("A4");
        assertThat(pneumonia.notes()).contains("No active infection: contradictory");
    }

    @Test
    void sendsAnUnmetCriterionToAPhysician() {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "pas-physician");

        PasAnswer answer = PasAnswer.of(client.post(SUBMIT, course(hugo, 60).json()));

        assertThat(answer.action()).isEqualTo("A4");
        assertThat(answer.reason()).as(answer.notes()).isEqualTo("0V");
        assertQueue(hugo, "physician");
    }

    @Test
    void handsKesimptaToANurseAndCignaToAClinician() {
        EnrolledMember elena = EnrolledMember.copy(client, "elena", "pas-nurse");
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "pas-clinician");

        PasAnswer kesimpta = PasAnswer.of(client.post(SUBMIT, kesimpta(elena).json()));
        PasAnswer cigna = PasAnswer.of(
                client.post(SUBMIT, course(kira, 60).answers(records()).json()));

        assertThat(kesimpta.reason()).as(kesimpta.notes()).isEqualTo("0V");
        assertQueue(elena, "nurse");
        assertThat(cigna.reason()).as(cigna.notes()).isEqualTo("0V");
        assertQueue(kira, "clinician");
    }

    @Test
    void asksForTheDrugCodeBehindAnUnclassifiedDrug() {
        EnrolledMember leo = EnrolledMember.copy(client, "leo", "pas-code");

        PasAnswer answer = PasAnswer.of(client.post(
                SUBMIT,
                leo.request()
                        .diagnosis("G35.A")
                        .item("J3490", 1, "12", "2026-12-01")
                        .json()));

        assertThat(answer.reason()).isEqualTo("0U");
        assertThat(answer.notes()).contains("NDC");
        assertThat(answer.all(CommunicationRequest.class)).hasSize(1);
    }

    @Test
    void givesTheIdenticalBundleTheIdenticalAnswer() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-replay");
        Bundle request = course(anna, 60).build();
        String first = client.post(SUBMIT, PasBundle.json(request)).body();
        Map<String, Integer> stored = counts();

        String again = client.post(SUBMIT, " " + PasBundle.json(request)).body();

        assertThat(again).isEqualTo(first);
        assertThat(counts()).isEqualTo(stored);
    }

    @Test
    void letsOnlyOneOfTwoRacingRequestsHaveTheLastUnits() throws Exception {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-race");
        List<String> requests =
                List.of(course(anna, 40).json(), course(anna, 40).json());
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            List<Future<Reply>> replies = clients.invokeAll(requests.stream()
                    .map(request -> (Callable<Reply>) () -> client.post(SUBMIT, request))
                    .toList());

            assertThat(List.of(
                            PasAnswer.of(replies.get(0).get()).action(),
                            PasAnswer.of(replies.get(1).get()).action()))
                    .containsExactlyInAnyOrder("A1", "A4");
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void findsDecisionsForThoseWhoTookPartOnly() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-inquiry");
        PasAnswer answer = PasAnswer.of(client.post(SUBMIT, course(anna, 60).json()));

        Reply own = client.post(INQUIRE, course(anna, 60).json());
        Reply stranger = client.post(
                INQUIRE,
                course(anna, 60)
                        .prescriberNpi("1376543210")
                        .organizationNpi("1376543210")
                        .json());
        Reply unknown =
                client.post(INQUIRE, PasBundle.of("mmm", "nobody-at-all").json());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.at("/parameter/0/name")).isEqualTo("return");
        assertThat(own.body()).contains(answer.number());
        own.json()
                .at("/parameter/0/resource/entry")
                .forEach(entry -> assertThat(entry.at("/fullUrl").asText())
                        .isEqualTo("urn:uuid:" + entry.at("/resource/id").asText()));
        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.body()).isEqualTo(unknown.body()).doesNotContain("return");
    }

    @Test
    void storesNothingForWhatCannotBeProcessed() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-bad");
        Bundle dangling = course(anna, 60).build();
        dangling.getEntry().remove(2);
        Bundle twoClaims = course(anna, 60).build();
        twoClaims
                .addEntry()
                .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                .setResource(new Claim());
        PasBundle modified = course(anna, 60);
        modified.claimToChange().addModifierExtension().setUrl("https://example.org/turns-it-around");
        Map<String, Integer> before = counts();

        assertRefused(400, "no JSON");
        assertRefused(400, "{\"resourceType\":\"Patient\"}");
        assertRefused(400, "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}");
        assertRefused(400, PasBundle.json(dangling));
        assertRefused(400, PasBundle.json(twoClaims));
        assertRefused(422, modified.json());
        Reply inquiry = client.post(INQUIRE, "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]}");
        assertThat(inquiry.status()).isEqualTo(400);
        assertThat(inquiry.at("/resourceType")).isEqualTo("OperationOutcome");

        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void answersBusinessErrorsAndStoresNothing() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "pas-errors");
        Map<String, Integer> before = counts();

        assertError(PasBundle.of("mmm", "nobody-at-all").item("J0202", 36, "22", "2026-12-01"), "67");
        assertError(PasBundle.of("other-payer", anna.number()).item("J0202", 36, "22", "2026-12-01"), "79");
        assertError(anna.request().item("J0202", 60, "22", "2019-01-01"), "52");
        assertError(anna.request().item("J9302", 60, "22", "2026-12-01"), "AG");

        assertThat(counts()).isEqualTo(before);
    }

    private static QuestionnaireResponse records() {
        QuestionnaireResponse response = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial|1.1.0", "2026-11-15T10:00:00Z");
        Attachment note = new Attachment().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        PasBundle.answer(response, "clinical-notes", note);
        PasBundle.answer(response, "records", note.copy());
        return PasBundle.answer(response, "benefit", "preferred");
    }

    private void assertRefused(int status, String body) {
        Reply reply = client.post(SUBMIT, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.at("/issue/0/diagnostics")).isNotBlank();
    }

    private void assertError(PasBundle request, String code) {
        PasAnswer answer = PasAnswer.of(client.post(SUBMIT, request.json()));
        assertThat(answer.response().getOutcome().toCode()).isEqualTo("error");
        assertThat(answer.response()
                        .getErrorFirstRep()
                        .getCode()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo(code);
    }

    private void assertQueue(EnrolledMember member, String queue) {
        Reply tasks = client.get("/fhir/Task?patient=" + member.patient());
        assertThat(tasks.at("/total")).as(tasks.body()).isEqualTo("1");
        assertThat(tasks.at("/entry/0/resource/performerType/0/coding/0/code")).isEqualTo(queue);
        assertThat(tasks.at("/entry/0/resource/focus/reference")).startsWith("ClaimResponse/");
        assertThat(tasks.at("/entry/0/resource/status")).isEqualTo("requested");
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String type : List.of(
                "Bundle", "Claim", "ClaimResponse", "CommunicationRequest", "GuidanceResponse", "Task", "Patient")) {
            counts.put(type, count(type + "?"));
        }
        return counts;
    }

    private int count(String search) {
        String separator = search.endsWith("?") ? "" : "&";
        return Integer.parseInt(
                client.get("/fhir/" + search + separator + "_summary=count").at("/total"));
    }

    private static PasBundle course(EnrolledMember member, int units) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }

    private static PasBundle kesimpta(EnrolledMember member) {
        return member.request()
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .order("2390954", PasBundle.every(1, UnitsOfTime.MO, 20));
    }
}
