package org.precept.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.walkthrough.HttpFile.Request;

/** The files of requests/ on a fresh server, and the README against their answers. */
class WalkThroughIT extends ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theReadmeShowsWhatTheServerAnswers() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/walk-through.http")));
        answers.putAll(run(HttpFile.read(Path.of("requests/review.http"))));

        List<Readme.Shown> shown = Readme.answers(Files.readString(Path.of("README.md")));

        assertThat(shown)
                .extracting(Readme.Shown::request)
                .contains("sign", "form", "submit", "record", "covered", "worklist", "decided");
        for (Readme.Shown each : shown) {
            JsonNode answer = JSON.readTree(answers.get(each.request()));
            assertThat(ShortenedJson.differences(each.json(), answer, "$"))
                    .as("README, answer of %s", each.request())
                    .isEmpty();
        }
        assertThat(answers.get("again")).isEqualTo(answers.get("submit"));
    }

    @Test
    void aPhysicianDenies() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/review-deny.http")));

        assertThat(decided(answers.get("denied"))).containsExactly("A3");
    }

    @Test
    void aDenialIsAppealedAndSomebodyElseDecides() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/appeal.http")));

        assertThat(actions(answers.get("asked"))).containsExactly("A4");
        assertThat(decided(answers.get("denied"))).containsExactly("A3");
        assertThat(actions(answers.get("appeal"))).containsExactly("A4");
        assertThat(may(answers.get("peters"))).isNotEmpty().doesNotContain("approve", "deny");
        assertThat(may(answers.get("paulas"))).contains("approve", "deny");
        assertThat(answers.get("paulas")).contains("Letter of appeal");
        assertThat(decided(answers.get("decided"))).containsExactly("A1");
        assertThat(read(
                        JSON.readTree(answers.get("answered")),
                        "$.parameter[*].resource.entry[0].resource.item[0].adjudication[0]"
                                + "..[?(@.url =~ /.*reviewActionCode/)].valueCodeableConcept.coding[0].code"))
                .containsExactly("A1", "A3");
    }

    @Test
    void aRequestWaitsIsUpdatedAndTakenBack() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/updates.http")));

        assertThat(actions(answers.get("waits"))).containsExactly("A4");
        assertThat(actions(answers.get("updated"))).containsExactly("A1");
        assertThat(actions(answers.get("cancelled"))).containsExactly("C");
    }

    private static List<String> actions(String answer) throws IOException {
        return actions(JSON.readTree(answer).at("/entry/0/resource"));
    }

    /** Of the ClaimResponse as it is after a reviewer's decision. */
    private static List<String> decided(String answer) throws IOException {
        return actions(JSON.readTree(answer).at("/parameter/1/resource"));
    }

    private static List<String> actions(JsonNode response) {
        return read(response, "$..[?(@.url =~ /.*reviewActionCode/)].valueCodeableConcept.coding[0].code").stream()
                .distinct()
                .toList();
    }

    /** What the reader of a worklist may do about Paul's Task. */
    private static List<String> may(String worklist) throws IOException {
        return read(
                JSON.readTree(worklist),
                "$.entry[?(@.resource.for.reference == 'Patient/demo-paul')].resource.contained[*]"
                        + ".parameter[?(@.name == 'may')].valueCode");
    }

    @Test
    void everyDemoMemberGoesTheWayTheFileSays() throws IOException {
        HttpFile file = HttpFile.read(Path.of("requests/members.http"));
        Map<String, String> answers = run(file);

        assertThat(file.requests()).hasSizeGreaterThanOrEqualTo(12);
        for (Request request : file.requests()) {
            assertThat(decision(answers.get(request.name()), request.name()))
                    .as("member %s", request.name())
                    .isEqualTo(request.decides());
        }
    }

    @Test
    void everyHookAnswers() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/hooks.http")));

        assertThat(updated(answers.get("select"))).containsExactly("MedicationRequest");
        assertThat(updated(answers.get("dispatch"))).containsExactly("ServiceRequest");
        assertThat(updated(answers.get("book"))).containsExactly("MedicationRequest", "Appointment");
        assertThat(answers.get("select")).doesNotContain("doc-needed");
        // Other tests have members approved, so what the cards of an encounter say depends on their order.
        assertThat(JSON.readTree(answers.get("start")).path("cards").isArray()).isTrue();
        assertThat(read(JSON.readTree(answers.get("discharge")), "$.cards[*].summary"))
                .anyMatch(summary -> summary.contains("Kesimpta"));
        assertThat(updated(answers.get("discharge"))).isEmpty();
    }

    @Test
    void theBaseOfOlderClientsAnswers() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/dtr-2.0.1.http")));

        assertThat(JSON.readTree(answers.get("metadata201"))
                        .at("/instantiates/0")
                        .asText())
                .endsWith("|2.0.1");
        JsonNode form = JSON.readTree(answers.get("form201"));
        assertThat(read(form, "$.parameter[*].name")).contains("PackageBundle");
        assertThat(form.at("/parameter/0/resource/entry/0/resource/url").asText())
                .isEqualTo("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial");
    }

    @Test
    void formsAreGivenWholeAndStepByStep() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/forms.http")));

        assertThat(read(JSON.readTree(answers.get("adaptive")), "$.parameter[*].resource.entry[0].resource.url"))
                .containsExactly("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial-adaptive");
        JsonNode asked = JSON.readTree(answers.get("first"));
        assertThat(asked.path("resourceType").asText()).isEqualTo("QuestionnaireResponse");
        assertThat(asked.at("/contained/0/item")).isNotEmpty();
        assertThat(read(JSON.readTree(answers.get("several")), "$.parameter[*].name"))
                .containsExactly("packagebundle", "packagebundle", "outcome");
        assertThat(JSON.readTree(answers.get("codes")).at("/expansion/contains"))
                .hasSize(10);
    }

    @Test
    void subscriptionsAreTakenAndShownToTheirOwner() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/notifications.http")));

        JsonNode subscribed = JSON.readTree(answers.get("subscribe"));
        assertThat(subscribed.path("status").asText()).isEqualTo("requested");
        assertThat(read(JSON.readTree(answers.get("mine")), "$.entry[*].resource.id"))
                .containsExactly(subscribed.path("id").asText());
        assertThat(answers.get("standing"))
                .contains("Subscription/" + subscribed.path("id").asText());
        assertThat(JSON.readTree(answers.get("others")).at("/entry")).isEmpty();
        assertThat(answers.get("topic")).contains("PASSubscriptionTopic");
    }

    @Test
    void aDocumentIsTakenForAPendedRequest() throws IOException {
        Map<String, String> answers = run(HttpFile.read(Path.of("requests/documents.http")));

        assertThat(read(JSON.readTree(answers.get("attachment")), "$.issue[*].severity"))
                .containsOnly("information");
        assertThat(answers.get("attachment")).contains("DocumentReference/");
        assertThat(read(JSON.readTree(answers.get("answered")), "$.parameter[*].name"))
                .contains("return");
    }

    private static List<String> updated(String answer) throws IOException {
        return read(JSON.readTree(answer), "$.systemActions[*].resource.resourceType");
    }

    private Map<String, String> run(HttpFile file) {
        Map<String, String> answers = new HashMap<>();
        for (Request written : file.requests()) {
            Request request = written.with(answers);
            HttpRequest.Builder http =
                    HttpRequest.newBuilder(client.uri(request.path().replace("|", "%7C")));
            request.headers().forEach(http::header);
            http.method(request.method(), BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
            Reply reply = client.send(http);
            assertThat(reply.status())
                    .as("%s of %s: %s", request.name(), file.path(), reply.body())
                    .isIn(200, 201);
            answers.put(request.name(), reply.body());
        }
        return answers;
    }

    /** Action code, reason and review queue of the first item, or {@code error}. */
    private String decision(String bundle, String member) throws IOException {
        JsonNode response = JSON.readTree(bundle).at("/entry/0/resource");
        if (response.path("outcome").asText().equals("error")) {
            return "error";
        }
        String codes = "$..[?(@.url =~ /.*reviewAction/)].extension[?(@.url =~ /.*reviewActionCode/)]"
                + ".valueCodeableConcept.coding[0].code";
        String reasons =
                "$..[?(@.url =~ /.*reviewAction/)].extension[?(@.url == 'reasonCode')].valueCodeableConcept.coding[0].code";
        return Stream.of(read(response, codes), read(response, reasons), queue(member))
                .flatMap(List::stream)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private List<String> queue(String member) {
        String claim = "https://clinic.example/claim%7C" + member.toUpperCase(Locale.ROOT) + "-2026-11";
        Reply record = client.get("/fhir/GuidanceResponse?request=" + claim);
        return read(record.json(), "$..parameter[?(@.name == 'queue')].valueCode");
    }

    private static List<String> read(JsonNode json, String path) {
        return JsonPath.read(json.toString(), path);
    }
}
