package org.precept.pas.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.pas.replay.Administration.parts;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.Canonical;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Basis;
import org.precept.record.KeptDeterminations;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Determinations made again, as an administrator asks for it. */
class ReplayIT extends ServerTest {

    /** Determinations that tests here have changed. */
    private static final Set<String> CHANGED = new HashSet<>();

    @Autowired
    KeptDeterminations determinations;

    @Autowired
    JdbcTemplate jdbc;

    private Administration administration;

    @BeforeEach
    void administrate() {
        administration = new Administration(client);
    }

    @ParameterizedTest
    @CsvSource({
        "anna,60,A1,initial", "olga,36,A1,continuation", "carla,60,A4,initial", "dario,60,A4,initial",
        "hugo,60,A4,initial", "ines,36,A4,continuation", "gina,60,A4,initial", "paul,60,A4,initial"
    })
    void givesTheIdenticalDetermination(String name, int units, String decision, String phase) {
        EnrolledMember member = EnrolledMember.copy(client, name, "replay-same");
        String id = administration.determined(course(member, units).build());

        Parameters replay = administration.replay(id);

        assertThat(parts(replay, "difference")).isEmpty();
        assertThat(parts(replay, "lost")).isEmpty();
        assertThat(parts(replay, "identical")).containsExactly("true");
        assertThat(parts(replay, "replayed").get(0)).startsWith("phase=" + phase + " decision=" + decision);
        assertThat(parts(replay, "recorded")).isEqualTo(parts(replay, "replayed"));
    }

    /** Whatever other tests had decided on this server before: updates, documents that arrived, orders approved while signed. */
    @Test
    void givesTheIdenticalDeterminationOfEverythingDecidedSoFar() {
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "replay-document");
        administration.determined(course(carla).build());
        String trace = jdbc.queryForObject(
                "select i.number from request_item i join request_file f on f.id = i.file_id where f.member_number = ?",
                String.class,
                carla.number());
        QuestionnaireResponse form = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial",
                Instant.now().toString());
        form.setSubject(new Reference("Patient/" + carla.patient()));
        form.addExtension(
                "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context",
                new Reference()
                        .setIdentifier(new Identifier()
                                .setSystem("https://precept.example/trace")
                                .setValue(trace)));
        assertThat(client.post("/fhir/QuestionnaireResponse", PasBundle.json(form))
                        .status())
                .isEqualTo(201);

        List<String> all = jdbc.queryForList("select guidance_id from determination_basis", String.class);
        all.removeAll(CHANGED);

        assertThat(jdbc.queryForList(
                        "select guidance_id from determination_basis where claim_id ="
                                + " (select claim_id from request_file where member_number = ?)",
                        String.class,
                        carla.number()))
                .hasSizeGreaterThanOrEqualTo(1);
        assertThat(all).isNotEmpty().allSatisfy(id -> {
            Parameters replay = administration.replay(id);
            assertThat(parts(replay, "difference")).as(id).isEmpty();
            assertThat(parts(replay, "lost")).as(id).isEmpty();
        });
    }

    @Test
    void restsOnTheRecordAsItWasThen() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "replay-then");
        String id = administration.determined(course(anna).build());
        KeptDetermination made = determinations.recordedBy(id).orElseThrow();
        String observation = made.basis().evidence().stream()
                .map(KeptDetermination.Evidence::reference)
                .filter(reference -> reference.startsWith("Observation/"))
                .findFirst()
                .orElseThrow();

        Observation changed = Administration.parse(
                Observation.class, client.get("/fhir/" + observation).body());
        changed.setStatus(ObservationStatus.ENTEREDINERROR);
        assertThat(client.put("/fhir/" + observation, PasBundle.json(changed)).status())
                .isEqualTo(200);
        // What was approved meanwhile counts for later requests, not for this one.
        client.post("/fhir/Claim/$submit", course(anna).json());

        assertThat(parts(administration.replay(id), "identical")).containsExactly("true");
    }

    @Test
    void remembersAnswersThatCameWithTheRequest() {
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "replay-answers");
        String id = administration.determined(course(kira)
                .answers(PasBundle.answer(
                        PasBundle.completed(
                                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial", "2026-11-02"),
                        "clinical-records",
                        new StringType("enclosed")))
                .build());

        Parameters replay = administration.replay(id);

        assertThat(parts(replay, "difference")).isEmpty();
        assertThat(determinations.recordedBy(id).orElseThrow().basis().evidence())
                .anySatisfy(evidence -> {
                    assertThat(evidence.version()).isNull();
                    assertThat(evidence.resource()).isNull();
                });
    }

    @Test
    void showsCriterionByCriterionWhatDiffersWhenEvidenceIsMissing() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "replay-differs");
        String id = administration.determined(course(anna).build());
        KeptDetermination made = determinations.recordedBy(id).orElseThrow();
        keepInstead(
                made,
                made.basis().evidence().stream()
                        .filter(evidence -> !evidence.reference().startsWith("QuestionnaireResponse/"))
                        .toList());

        Parameters replay = administration.replay(id);

        assertThat(parts(replay, "identical")).containsExactly("false");
        List<String> differences = parts(replay, "difference");
        assertThat(differences)
                .contains("element=decision recorded=A1 now=A4")
                .anySatisfy(
                        difference -> assertThat(difference).contains("criterion=", "element=result", "recorded=true"))
                .anySatisfy(difference ->
                        assertThat(difference).contains("element=evidence", "recorded=QuestionnaireResponse/"));
        // Nothing is stored by asking.
        assertThat(administration.replay(id).equalsDeep(replay)).isTrue();
    }

    @Test
    void saysWhatIsNoLongerStored() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "replay-lost");
        String id = administration.determined(course(anna).build());
        KeptDetermination made = determinations.recordedBy(id).orElseThrow();
        keepInstead(
                made,
                made.basis().evidence().stream()
                        .map(evidence -> new KeptDetermination.Evidence(
                                evidence.reference(),
                                evidence.origin(),
                                evidence.version() == null
                                        ? null
                                        : evidence.version().replace("/_history/1", "/_history/99"),
                                evidence.resource()))
                        .toList());

        Parameters replay = administration.replay(id);

        assertThat(parts(replay, "identical")).containsExactly("false");
        assertThat(replay.getParameter().stream()
                        .filter(parameter -> parameter.getName().equals("lost")))
                .isNotEmpty();
    }

    @Test
    void decidesAsAVersionDidThatTheContentNoLongerHas() {
        // given: a version with a lower limit that was stored and then replaced
        DraftPolicy earlier = new DraftPolicy(client, "mmm-alemtuzumab").limit("initial", 48);
        earlier.plan.setId("earlier-mmm-alemtuzumab");
        earlier.plan.setVersion("0.9.0");
        String path = "/fhir/PlanDefinition/earlier-mmm-alemtuzumab";
        assertThat(client.put(path, PasBundle.json(earlier.plan)).status()).isEqualTo(201);
        earlier.limit("initial", 60).plan.setVersion("0.9.1");
        assertThat(client.put(path, PasBundle.json(earlier.plan)).status()).isEqualTo(200);
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "replay-earlier");
        KeptDetermination made = made(ben);
        keepInstead(made, new Canonical(made.policy().url(), "0.9.0"), made.basis());

        // when
        Parameters replay = administration.replay(made.guidanceId());

        // then
        assertThat(parts(replay, "difference"))
                .anySatisfy(difference ->
                        assertThat(difference).contains("criterion=dosing element=result recorded=true now=false"));
        client.send(HttpRequest.newBuilder(client.uri(path)).DELETE());
    }

    @Test
    void saysThatAVersionIsNotHere() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "replay-unknown");
        KeptDetermination made = made(anna);
        keepInstead(made, new Canonical(made.policy().url(), "0.0.1"), made.basis());

        Reply reply = administration.post("/admin/determinations/" + made.guidanceId() + "/replay", "");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/issue/0/diagnostics")).contains("|0.0.1");
    }

    @Test
    void refusesWhoIsNoAdministratorAndWhatIsNotKnown() {
        String path = "/admin/determinations/none/replay";

        assertThat(client.post(path, "").status()).isEqualTo(401);
        Reply form = client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x")));
        assertThat(form.status()).isEqualTo(415);
        Reply json = client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(json.status()).isEqualTo(415);
        assertThat(administration.post(path + "?x=1", "").status()).isEqualTo(400);
        Reply unknown = administration.post(path, "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/issue/0/diagnostics")).contains("GuidanceResponse");
    }

    private KeptDetermination made(EnrolledMember member) {
        return determinations
                .recordedBy(administration.determined(course(member).build()))
                .orElseThrow();
    }

    private void forget(KeptDetermination made) {
        CHANGED.add(made.guidanceId());
        jdbc.update("delete from determination_basis where guidance_id = ?", made.guidanceId());
    }

    private void keepInstead(KeptDetermination made, List<KeptDetermination.Evidence> evidence) {
        Basis basis = made.basis();
        keepInstead(made, made.policy(), new Basis(basis.request(), basis.member(), evidence, basis.ledger()));
    }

    private void keepInstead(KeptDetermination made, Canonical policy, Basis basis) {
        forget(made);
        determinations.keep(List.of(new KeptDetermination(
                made.guidanceId(),
                made.claimId(),
                made.memberNumber(),
                made.determinedAt(),
                policy,
                basis,
                made.result())));
    }

    private static PasBundle course(EnrolledMember member) {
        return course(member, 60);
    }

    private static PasBundle course(EnrolledMember member, int units) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }
}
