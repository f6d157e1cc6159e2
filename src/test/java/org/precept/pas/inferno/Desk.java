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

/** The demo clinician, who decides what waits for a member. */
record Desk(Client client) {
    private static final String CLINICIAN = Client.basic("clara", "clara-demo");

    /** Grants fewer units than were asked for. */
    void grant(EnrolledMember member, int item, int units) {
        decide(member, item, """
                {"name":"decision","valueCode":"approve-modified"},{"name":"units","valueDecimal":%d},
                {"name":"text","valueString":"Fewer vials are enough."}""".formatted(units));
    }

    /** Denies. */
    void deny(EnrolledMember member, int item) {
        String task = task(member, item);
        decide(task, """
                {"name":"decision","valueCode":"deny"},{"name":"reason","valueCode":"0F"},
                {"name":"section","valueString":"%s"},{"name":"text","valueString":"The records show no necessity."},
                {"name":"appeal","valueString":"Appeal in writing within 60 days of this denial."}""".formatted(section(task)));
    }

    private void decide(EnrolledMember member, int item, String parameters) {
        decide(task(member, item), parameters);
    }

    private void decide(String task, String parameters) {
        String version = client.get("/fhir/Task/" + task).at("/meta/versionId");
        Reply done = client.send(HttpRequest.newBuilder(client.uri("/review/Task/" + task + "/$decide"))
                .header("Authorization", CLINICIAN)
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", "W/\"" + version + "\"")
                .POST(BodyPublishers.ofString("{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}")));
        assertThat(done.status()).as(done.body()).isEqualTo(200);
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
        Reply seen = client.send(
                HttpRequest.newBuilder(client.uri("/review/Task/" + task)).header("Authorization", CLINICIAN));
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
