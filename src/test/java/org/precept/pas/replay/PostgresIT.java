package org.precept.pas.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.pas.replay.Administration.parameters;
import static org.precept.pas.replay.Administration.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.PostgresServers;
import org.precept.support.Reply;

/** What reviewers and administrators ask for, on PostgreSQL: the statements behind it are tested on H2 by the others. */
class PostgresIT {

    private final Client client = PostgresServers.client(PostgresServers.first());
    private final Administration administration = new Administration(client);
    private final String from = Instant.now().minusMillis(1).toString();

    @Test
    void reviewersAndAdministratorsAreAnsweredAsOnH2() throws InterruptedException {
        EnrolledMember gina = EnrolledMember.copy(client, "gina", "on-postgres");
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "on-postgres");
        String positive = administration.determined(course(gina));
        administration.determined(course(ben));

        reviewed(gina);
        replayed(positive, gina);
        evaluated(positive);

        assertThat(metrics()).hasSize(2);
        JsonNode report =
                admin("/admin/pas-report?to=2100-01-01&payer=mmm&from=" + from).json();
        assertThat(report.at("/total/0/received").asInt()).isEqualTo(2);
        assertThat(report.at("/total/0/denied").asInt()).isOne();
        assertThat(report.at("/byPolicy/0/denied").asInt()).isOne();
        assertThat(admin("/admin/overdue?count=500").body()).doesNotContain(gina.number());
        JsonNode units = admin("/admin/authorizations?payer=mmm&on=2026-12-01&member=" + ben.number())
                .json();
        assertThat(units.at("/authorizations/0/authorized").asInt()).isEqualTo(60);
        assertThat(units.at("/limits/0/authorized").asInt()).isEqualTo(60);
    }

    /** A denial: worklist with every condition, decision, log. */
    private void reviewed(EnrolledMember gina) {
        List<JsonNode> open = tasks(peter("GET", "/review/Task?queue=physician&owner=none&_count=50", "", ""), gina);
        assertThat(open).hasSize(1);
        String task = open.get(0).path("id").asText();
        for (String page : List.of("&owner=peter", "&owner=none&_offset=1000", "&owner=me&overdue=false")) {
            assertThat(tasks(peter("GET", "/review/Task?queue=physician" + page, "", ""), gina))
                    .isEmpty();
        }
        Reply denied = peter("POST", "/review/Task/" + task + "/$decide", "W/\"1\"", """
                {"resourceType":"Parameters","parameter":[{"name":"decision","valueCode":"deny"},
                 {"name":"reason","valueCode":"0F"},{"name":"section","valueString":"May be approved, III"},
                 {"name":"text","valueString":"The policy approves members who are HIV negative."},
                 {"name":"appeal","valueString":"Appeal in writing within 65 days of this denial."}]}""");
        assertThat(denied.at("/parameter/0/resource/status")).isEqualTo("completed");
        assertThat(peter("GET", "/review/Task/" + task, "", "").body())
                .contains("The policy approves members who are HIV negative.");
        assertThat(tasks(peter("GET", "/review/Task?queue=physician&_count=50", "", ""), gina))
                .isEmpty();
        String response = "/fhir/ClaimResponse/" + denied.at("/parameter/1/resource/id");
        assertThat(client.send(HttpRequest.newBuilder(client.uri(response)).DELETE())
                        .status())
                .isEqualTo(403);
    }

    /** On the versions that were read then, also when they are no longer current. */
    private void replayed(String id, EnrolledMember gina) {
        assertThat(parts(administration.replay(id), "identical")).containsExactly("true");
        String name = client.get("/fhir/Observation?patient=" + gina.patient()).at("/entry/0/resource/id");
        Observation changed = Administration.parse(
                Observation.class, client.get("/fhir/Observation/" + name).body());
        changed.setStatus(ObservationStatus.ENTEREDINERROR);
        assertThat(client.put("/fhir/Observation/" + name, PasBundle.json(changed))
                        .status())
                .isEqualTo(200);

        Parameters replay = administration.replay(id);

        assertThat(parts(replay, "identical")).containsExactly("true");
        assertThat(parts(replay, "lost")).isEmpty();
    }

    /** Request by request, each page after the one before. */
    private void evaluated(String positive) {
        String draft = new DraftPolicy(client, "mmm-alemtuzumab")
                .define("hiv-negative", "true")
                .define("hiv-negative conflict", "false")
                .json();
        String path = "/admin/policy-impact?count=1&from=" + from + "&to="
                + Instant.now().plusSeconds(60);

        Parameters first = parameters(administration.post(path, draft));
        String next = parts(first, "next").get(0);
        Parameters second = parameters(administration.post(path + "&after=" + next, draft));

        assertThat(next).isEqualTo(positive);
        assertThat(parts(first, "criterion")).containsExactly("what=hiv-negative count=1");
        assertThat(parts(second, "evaluated")).containsExactly("1");
        assertThat(parts(second, "changed")).containsExactly("0");
    }

    private Reply peter(String method, String path, String etag, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.uri(path))
                .header("Authorization", Client.basic("peter", "peter-demo"))
                .header("Content-Type", "application/fhir+json");
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        Reply reply = client.send(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static List<JsonNode> tasks(Reply page, EnrolledMember member) {
        return StreamSupport.stream(page.json().path("entry").spliterator(), false)
                .map(entry -> entry.path("resource"))
                .filter(resource -> resource.path("resourceType").asText().equals("Task"))
                .filter(resource -> resource.at("/for/reference").asText().equals("Patient/" + member.patient()))
                .toList();
    }

    private Reply admin(String path) {
        Reply reply = client.getAsAdministrator(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    /** What was measured of the two submissions, shortly after them. */
    private List<String> metrics() throws InterruptedException {
        Instant latest = Instant.now().plus(Duration.ofSeconds(20));
        List<String> lines;
        do {
            Thread.sleep(50);
            lines = admin("/admin/pas-metrics?to=2100-01-01&from=" + from)
                    .body()
                    .lines()
                    .toList();
        } while (lines.size() < 2 && Instant.now().isBefore(latest));
        return lines;
    }

    private static Bundle course(EnrolledMember member) {
        QuestionnaireResponse form = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial", "2026-11-02T10:00:00Z");
        PasBundle.answer(form, "no-active-infection", true);
        PasBundle.answer(form, "no-concurrent-dmt", true);
        // Early enough to be on the first page of the worklist.
        return member.request()
                .created("2026-11-10T09:30:00Z")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .answers(form)
                .build();
    }
}
