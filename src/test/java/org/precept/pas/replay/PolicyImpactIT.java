package org.precept.pas.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.pas.replay.Administration.parameters;
import static org.precept.pas.replay.Administration.parts;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What drafts of MMM's policy would have changed, as an administrator asks for it. */
class PolicyImpactIT extends ServerTest {

    private static final String POLICY = "mmm-alemtuzumab";
    private static final String FORM = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.1.0";
    private static int copies;

    @Autowired
    JdbcTemplate jdbc;

    private Administration administration;
    private String from;
    private String to;
    private String approved;
    private String approvedWithLess;
    private String positive;
    private String conflict;

    @BeforeEach
    void decide() {
        administration = new Administration(client);
        from = Instant.now().toString();
        String copy = "impact-" + ++copies;
        approved = administration.determined(course(EnrolledMember.copy(client, "ben", copy), 60));
        approvedWithLess = administration.determined(course(EnrolledMember.copy(client, "ben", copy + "-less"), 36));
        positive = administration.determined(course(EnrolledMember.copy(client, "gina", copy), 60));
        conflict = administration.determined(course(EnrolledMember.copy(client, "paul", copy), 60));
        to = Instant.now().plusSeconds(1).toString();
        // Another payer's request for the same product.
        administration.determined(EnrolledMember.copy(client, "anna", copy)
                .request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build());
    }

    @Test
    void findsNothingForADraftThatChangesNothing() {
        Parameters impact = impact(new DraftPolicy(client, POLICY));

        assertThat(parts(impact, "evaluated")).containsExactly("4");
        assertThat(parts(impact, "changed")).containsExactly("0");
        assertThat(parts(impact, "failed")).containsExactly("0");
        assertThat(parts(impact, "incomplete")).containsExactly("0");
        assertThat(parts(impact, "complete")).containsExactly("true");
        assertThat(parts(impact, "change")).isEmpty();
        assertThat(parts(impact, "draft"))
                .containsExactly("https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|9.0.0");
    }

    @Test
    void findsExactlyTheRequestsThatALowerLimitChanges() {
        Parameters impact = impact(new DraftPolicy(client, POLICY).limit("initial", 48));

        assertThat(changed(impact)).containsExactlyInAnyOrder(approved, positive, conflict);
        assertThat(parts(impact, "transition")).contains("what=A1 -> A4 physician count=1");
        assertThat(change(impact, approved))
                .contains(
                        "recorded=(phase=initial decision=A1)",
                        "draft=(phase=initial decision=A4 queue=physician)",
                        "difference=(element=decision recorded=A1 now=A4)",
                        "difference=(criterion=dosing element=result recorded=met now=not met)");
    }

    @Test
    void findsExactlyTheRequestsThatOneCriterionChanges() {
        Parameters impact = impact(new DraftPolicy(client, POLICY)
                .define("hiv-negative", "true")
                .define("hiv-negative conflict", "false"));

        assertThat(changed(impact)).containsExactlyInAnyOrder(positive, conflict);
        assertThat(parts(impact, "criterion")).containsExactly("what=hiv-negative count=2");
        assertThat(change(impact, positive))
                .contains("difference=(criterion=hiv-negative element=result recorded=not met now=met)")
                .doesNotContain("criterion=diagnosis");
        assertThat(change(impact, conflict))
                .contains("difference=(criterion=hiv-negative element=result recorded=conflict now=met)");
        assertThat(changed(impact)).doesNotContain(approvedWithLess);
    }

    @Test
    void takesTheDraftOfTheExamples() throws IOException {
        String draft = Files.readString(Path.of("requests/draft-mmm.json"));

        Parameters impact = parameters(administration.post(path(), draft));

        assertThat(changed(impact)).containsExactlyInAnyOrder(approved, positive, conflict);
    }

    @Test
    void goesOnFromPageToPage() {
        String draft = new DraftPolicy(client, POLICY).limit("initial", 48).json();
        List<String> found = new ArrayList<>();
        int evaluated = 0;
        String after = "";
        while (after != null) {
            Parameters page = parameters(administration.post(path() + "&count=1" + after, draft));
            found.addAll(changed(page));
            evaluated += Integer.parseInt(parts(page, "evaluated").get(0));
            assertThat(parts(page, "complete"))
                    .containsExactly(String.valueOf(parts(page, "next").isEmpty()));
            after = parts(page, "next").stream()
                    .map(next -> "&after=" + next)
                    .findFirst()
                    .orElse(null);
        }

        assertThat(evaluated).isEqualTo(4);
        assertThat(found).containsExactlyInAnyOrder(approved, positive, conflict);
    }

    @Test
    void storesNothing() {
        String before = stored();

        impact(new DraftPolicy(client, POLICY).limit("initial", 48).define("hiv-negative", "null as Boolean"));

        assertThat(stored()).isEqualTo(before);
        assertThat(client.get("/fhir/PlanDefinition?version=9.0.0&_summary=count")
                        .at("/total"))
                .isEqualTo("0");
        assertThat(parts(administration.replay(approved), "identical")).containsExactly("true");
    }

    @Test
    void refusesADraftThatDoesNotCompileAndNamesThePlace() {
        DraftPolicy draft = new DraftPolicy(client, POLICY).define("hiv-negative", "PA.\"No Such Define\" and");

        Reply reply = administration.post(path(), draft.json());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Bundle.entry[1].resource.content[0].data");
        assertThat(reply.at("/issue/0/diagnostics")).startsWith("line ");
    }

    @Test
    void refusesAPlanThatCannotBeReadAndNamesTheElement() {
        DraftPolicy draft = new DraftPolicy(client, POLICY);
        draft.plan.getAction().get(0).getExtension().clear();
        draft.plan.getAction().get(0).getAction().get(1).setId("no-such-define");

        Reply reply = administration.post(path(), draft.json());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("issue").findValuesAsText("diagnostics")).isNotEmpty();
        assertThat(reply.body()).contains("Bundle.entry[0].resource.action[0].extension('approval-duration')");
        draft = new DraftPolicy(client, POLICY);
        draft.plan.getAction().get(0).getAction().get(1).setId("no-such-define");
        reply = administration.post(path(), draft.json());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("Bundle.entry[0].resource.action");
    }

    @Test
    void refusesCqlThatWritesToTheLog() {
        DraftPolicy draft =
                new DraftPolicy(client, POLICY).define("hiv-negative", "Message(true, true, '1', 'Warning', 'said')");

        Reply reply = administration.post(path(), draft.json());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Bundle.entry[1].resource.content[0].data");
        assertThat(reply.at("/issue/0/diagnostics")).contains("Message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"resourceType\":\"Patient\"}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"}}]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entrance\":[]}"
            })
    void refusesWhatIsNoDraft(String body) {
        Reply reply = administration.post(path(), body);

        assertThat(reply.status()).isIn(400, 422);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
    }

    @Test
    void endsWithTheDraftThatDoesNotEnd() {
        // Every pair of pairs of numbers: far more than two seconds.
        DraftPolicy draft = new DraftPolicy(client, POLICY)
                .cql(cql -> cql + "\ndefine \"Numbers\":\n  expand { Interval[1, 200] } per 1\n")
                .define(
                        "hiv-negative",
                        "Count(from \"Numbers\" A, \"Numbers\" B, \"Numbers\" C"
                                + " where start of A + start of B + start of C = 0 return 1) > 0");

        long begin = System.nanoTime();
        Reply reply = administration.post(path(), draft.json());

        assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
        assertThat(parts(parameters(reply), "failed")).isNotEqualTo(List.of("0"));
        // The next draft waits for its end, and other requests do not.
        Reply next = administration.post(path(), new DraftPolicy(client, POLICY).json());
        assertThat(next.status()).isIn(200, 503);
        assertThat(parts(administration.replay(approved), "identical")).containsExactly("true");
        awaitDrafts();
    }

    @Test
    void saysWhyTheDraftCannotBeComputed() {
        // Paul's record contradicts itself here, and the draft gives the criterion a value all the same.
        Parameters impact = impact(new DraftPolicy(client, POLICY).define("hiv-negative", "true"));

        assertThat(parts(impact, "failure"))
                .singleElement()
                .asString()
                .contains("GuidanceResponse/" + conflict + " ")
                .contains("define \"hiv-negative\" has a value although it is in conflict");
    }

    private void awaitDrafts() {
        String draft = new DraftPolicy(client, POLICY).json();
        for (int i = 0; i < 360 && administration.post(path(), draft).status() == 503; i++) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void refusesWhoIsNoAdministratorAndTimesThatCannotBe() {
        String draft = new DraftPolicy(client, POLICY).json();

        assertThat(client.post(path(), draft).status()).isEqualTo(401);
        Reply other = client.send(HttpRequest.newBuilder(client.uri(path()))
                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(draft)));
        assertThat(other.status()).isEqualTo(415);
        assertThat(other.at("/issue/0/diagnostics")).isEqualTo("Send Content-Type: application/fhir+json.");
        for (String query : List.of(
                "",
                "?from=2026-01-01",
                "?from=2026-01-02&to=2026-01-01",
                "?from=2020-01-01&to=2026-01-01",
                "?from=2026-01-01&to=soon",
                "?from=2026-01-01&to=2026-01-02&count=0",
                "?from=2026-01-01&to=2026-01-02&count=1000000",
                "?from=2026-01-01&to=2026-01-02&more=1")) {
            Reply reply = administration.post("/admin/policy-impact" + query, draft);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.at("/issue/0/diagnostics")).isNotEmpty();
        }
    }

    private Parameters impact(DraftPolicy draft) {
        return parameters(administration.post(path(), draft.json()));
    }

    private String path() {
        return "/admin/policy-impact?from=" + encoded(from) + "&to=" + encoded(to);
    }

    private static String encoded(String time) {
        return URLEncoder.encode(time, StandardCharsets.UTF_8);
    }

    private static List<String> changed(Parameters impact) {
        return parts(impact, "change").stream()
                .map(change -> change.replaceFirst("guidanceResponse=GuidanceResponse/([^ ]+) .*", "$1"))
                .toList();
    }

    private static String change(Parameters impact, String id) {
        return parts(impact, "change").stream()
                .filter(change -> change.contains("GuidanceResponse/" + id + " "))
                .findFirst()
                .orElseThrow();
    }

    private String stored() {
        return String.valueOf(jdbc.queryForMap("select (select count(*) from hfj_res_ver) as versions,"
                + " (select count(*) from determination_basis) as determinations,"
                + " (select count(*) from content_file) as content"));
    }

    private static org.hl7.fhir.r4.model.Bundle course(EnrolledMember member, int units) {
        var answers = PasBundle.completed(FORM, "2026-11-02");
        PasBundle.answer(answers, "no-concurrent-dmt", new BooleanType(true));
        PasBundle.answer(answers, "no-active-infection", new BooleanType(true));
        return member.request()
                .diagnosis("G35.A")
                .item("J0202", units, "22", "2026-12-01")
                .answers(answers)
                .build();
    }
}
