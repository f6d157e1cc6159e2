package org.precept.pas.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;

/**
 * A demo reviewer, who decides what waits for a member.
 *
 * @param reviewer user name, e.g. {@code clara} (clinician) or {@code paula} (physician and clinician)
 */
record Desk(Client client, String reviewer) {

    /** Approves as asked. */
    Reply approve(EnrolledMember member, int item) {
        return decide(member, item, "{\"name\":\"decision\",\"valueCode\":\"approve\"}");
    }

    /** Grants fewer units than were asked for. */
    void grant(EnrolledMember member, int item, int units) {
        decide(member, item, """
                {"name":"decision","valueCode":"approve-modified"},{"name":"units","valueDecimal":%d},
                {"name":"text","valueString":"Fewer vials are enough."}""".formatted(units));
    }

    /** Takes more time. */
    void extend(EnrolledMember member, int item) {
        decide(member, item, """
                {"name":"decision","valueCode":"extend"},
                {"name":"text","valueString":"A second opinion was asked for."}""");
    }

    /** Asks for a document, by LOINC code. */
    void ask(EnrolledMember member, int item, String code) {
        decide(member, item, """
                {"name":"decision","valueCode":"ask-more"},{"name":"document","valueCode":"%s"},
                {"name":"text","valueString":"Send the note of the last visit."}""".formatted(code));
    }

    /** Takes it for itself. */
    void take(EnrolledMember member, int item) {
        decide(member, item, """
                {"name":"decision","valueCode":"reassign"},{"name":"reviewer","valueString":"%s"}""".formatted(reviewer));
    }

    /** What the reviewer has, as the worklist shows it. */
    Reply own() {
        return send(HttpRequest.newBuilder(client.uri("/review/Task?owner=me&_count=50")));
    }

    /** One open Task, as it is shown. */
    Reply shown(EnrolledMember member, int item) {
        return send(HttpRequest.newBuilder(client.uri("/review/Task/" + task(member, item))));
    }

    /** Denies. */
    void deny(EnrolledMember member, int item) {
        String task = task(member, item);
        decide(task, """
                {"name":"decision","valueCode":"deny"},{"name":"reason","valueCode":"0F"},
                {"name":"section","valueString":"%s"},{"name":"text","valueString":"The records show no necessity."},
                {"name":"appeal","valueString":"Appeal in writing within 60 days of this denial."}""".formatted(section(task)));
    }

    private Reply decide(EnrolledMember member, int item, String parameters) {
        return decide(task(member, item), parameters);
    }

    private Reply decide(String task, String parameters) {
        String version = client.get("/fhir/Task/" + task).at("/meta/versionId");
        return send(HttpRequest.newBuilder(client.uri("/review/Task/" + task + "/$decide"))
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", "W/\"" + version + "\"")
                .POST(BodyPublishers.ofString("{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}")));
    }

    private Reply send(HttpRequest.Builder request) {
        Reply reply = client.send(request.header("Authorization", Client.basic(reviewer, reviewer + "-demo")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    /** Id of the open Task for an item. */
    private String task(EnrolledMember member, int item) {
        List<String> open = new ArrayList<>();
        for (JsonNode entry : client.get("/fhir/Task?_count=50&status=requested&patient=" + member.patient())
                .json()
                .path("entry")) {
            JsonNode task = entry.path("resource");
            boolean named = task.path("input").findValues("valuePositiveInt").stream()
                    .anyMatch(sequence -> sequence.asInt() == item);
            if (task.has("performerType") && named) {
                open.add(task.path("id").asText());
            }
        }
        assertThat(open).as("open Tasks for item %d", item).hasSize(1);
        return open.get(0);
    }

    /** A section of the policy, as the worklist names it. */
    private String section(String task) {
        Reply seen = send(HttpRequest.newBuilder(client.uri("/review/Task/" + task)));
        for (JsonNode parameter : seen.json().findValues("parameter").stream()
                .flatMap(parameters -> Exchange.elements(parameters).stream())
                .filter(parameter -> parameter.path("name").asText().equals("denial"))
                .toList()) {
            for (JsonNode part : parameter.path("part")) {
                String section = part.path("valueString").asText();
                if (part.path("name").asText().equals("section") && !section.contains("\"")) {
                    return section;
                }
            }
        }
        throw new AssertionError("no section: " + seen.body());
    }
}
