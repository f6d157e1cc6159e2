package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;

/** A demo reviewer at the worklist. */
record ReviewerAtWork(Client client, String name) {

    static final String DENIAL = """
            {'name':'decision','valueCode':'deny'},
            {'name':'reason','valueCode':'0F'},
            {'name':'section','valueString':'%s'},
            {'name':'text','valueString':'The records do not show medical necessity.'},
            {'name':'appeal','valueString':'Appeal in writing within 60 days of this denial.'}""";

    Reply get(String path) {
        return client.send(
                HttpRequest.newBuilder(client.uri(path)).header("Authorization", Client.basic(name, name + "-demo")));
    }

    Reply task(String id) {
        return get("/review/Task/" + id);
    }

    /** Decides on the Task as it is now; parameters with single quotes. */
    Reply decide(String id, String parameters) {
        Reply task = client.get("/fhir/Task/" + id);
        return decide(id, "W/\"" + task.at("/meta/versionId") + "\"", parameters);
    }

    Reply decide(String id, String etag, String parameters) {
        return client.send(HttpRequest.newBuilder(client.uri("/review/Task/" + id + "/$decide"))
                .header("Authorization", Client.basic(name, name + "-demo"))
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", etag)
                .POST(BodyPublishers.ofString(body(parameters))));
    }

    static String body(String parameters) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters.replace('\'', '"') + "]}";
    }

    /** Id of the member's one open review Task. */
    static String openTask(Client client, EnrolledMember member) {
        List<String> open = openTasks(client, member);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    /** Ids of the member's open review Tasks. */
    static List<String> openTasks(Client client, EnrolledMember member) {
        return StreamSupport.stream(
                        client.get("/fhir/Task?patient=" + member.patient())
                                .json()
                                .path("entry")
                                .spliterator(),
                        false)
                .map(entry -> entry.path("resource"))
                .filter(task -> task.has("performerType"))
                .filter(task -> task.path("status").asText().equals("requested"))
                .map(task -> task.path("id").asText())
                .toList();
    }

    /** Values of a fact of a case. */
    static List<String> facts(JsonNode task, String name) {
        List<Object> found = JsonPath.read(
                task.toString(),
                "$.contained[?(@.id == 'case')].parameter[?(@.name == '" + name
                        + "')]['valueString','valueCode','valueDate','valueInstant','valueBoolean','valueDecimal']");
        return found.stream().map(ReviewerAtWork::one).toList();
    }

    /** Texts of the parts of facts, e.g. of every {@code event}. */
    static List<String> parts(JsonNode task, String name, String part) {
        List<Object> found = JsonPath.read(
                task.toString(),
                "$.contained[?(@.id == 'case')].parameter[?(@.name == '" + name + "')].part[?(@.name == '" + part
                        + "')]['valueString','valueCode','valueDate','valueInstant','valueDecimal']");
        return found.stream().map(ReviewerAtWork::one).toList();
    }

    private static String one(Object found) {
        return found instanceof Map<?, ?> map
                ? String.valueOf(map.values().iterator().next())
                : String.valueOf(found);
    }

    /** X12 306 action of an item of a ClaimResponse. */
    static String action(JsonNode response, int item) {
        return first(JsonPath.read(
                response.at("/item/" + item + "/adjudication/0").toString(),
                "$..extension[?(@.url =~ /.*reviewActionCode/)].valueCodeableConcept.coding[0].code"));
    }

    /** X12 886 reason of an item of a ClaimResponse; empty when it has none. */
    static String reason(JsonNode response, int item) {
        return first(JsonPath.read(
                response.at("/item/" + item + "/adjudication/0").toString(),
                "$..extension[?(@.url == 'reasonCode')].valueCodeableConcept.coding[0].code"));
    }

    static String number(JsonNode response, int item) {
        return first(JsonPath.read(
                response.at("/item/" + item + "/adjudication/0").toString(),
                "$..extension[?(@.url == 'number')].valueString"));
    }

    private static String first(List<String> found) {
        return found.isEmpty() ? "" : found.get(0);
    }
}
