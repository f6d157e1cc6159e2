package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.OfficialValidator;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * The guide's example requests, sent as they are and with a payor of ours, and its example resources in calls of every
 * hook they fit. The examples' payer is none of ours, so as published they must be refused for exactly that.
 */
class OfficialExamplesIT extends ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OUTPUT = Path.of("target/validation/crd-examples");
    private static final String PROFILES = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/profile-";

    @BeforeEach
    void examples() {
        OfficialExamples.assumePresent();
    }

    @Test
    void refusesRequestsForAnotherPayer() throws IOException {
        for (String name : List.of("CRDServiceRequest", "CRDServiceRequest2")) {
            Reply reply = send(OfficialExamples.request(name));

            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
            assertThat(reply.at("/issue/0/expression/0")).isEqualTo("Coverage.payor");
        }
    }

    @Test
    void asksForPrefetchWhereNeitherItNorTheServerOfTheCallCanBeRead() throws IOException {
        for (String name : List.of("CRDServiceRequest3", "CRDServiceRequest4")) {
            Reply reply = send(OfficialExamples.request(name));

            assertThat(reply.status()).as(reply.body()).isEqualTo(412);
            assertThat(reply.at("/issue/0/expression/0")).isEqualTo("prefetch.coverage");
        }
    }

    @Test
    void answersSignedOrdersOnceThePayorIsOurs() throws IOException {
        ObjectNode request = OfficialExamples.withOurPayor(OfficialExamples.request("CRDServiceRequest"));

        Reply reply = send(request);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("systemActions")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Answered answer = Answered.of(reply.body());
            Invariants.check(answer.statements(i).get(0));
            assertThat(answer.said(i, "covered")).containsExactly("not-covered");
            assertThat(answer.said(i, "reason").get(0)).contains("no-member-found");
            assertThat(answer.said(i, "coverage")).containsExactly("{\"reference\":\"Coverage/COV1\"}");
            JsonNode returned = reply.json().at("/systemActions/" + i + "/resource");
            assertThat(withoutExtension(returned))
                    .isEqualTo(request.at("/context/draftOrders/entry/" + i + "/resource"));
        }
        // Billing options count as codes of the order (billopt-3).
        assertThat(Answered.of(reply.body()).said(0, "billingCode"))
                .anyMatch(code -> code.contains("77061"))
                .anyMatch(code -> code.contains("77066"));
    }

    @Test
    void answersADispatchWhenTheEhrHasTheOrders() throws IOException {
        JsonNode order = OfficialExamples.resources().get("MedicationRequest/example");
        try (ExampleEhr ehr = new ExampleEhr(List.of(as(order, "1111"), as(order, "2222")))) {
            ObjectNode request = OfficialExamples.withOurPayor(OfficialExamples.request("CRDServiceRequest2"));
            request.put("fhirServer", ehr.base());

            Reply silent = send(request);
            ((ObjectNode) request.at("/extension/davinci-crd.configuration")).remove("coverage-info");
            Reply reply = send(request);

            assertThat(silent.status()).as(silent.body()).isEqualTo(200);
            assertThat(silent.json().path("systemActions")).isEmpty();
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.json().path("systemActions")).hasSize(2);
            Invariants.check(Answered.of(reply.body()).statements(1).get(0));
        }
    }

    @Test
    void answersRequestsWithoutPrefetchFromTheEhr() throws IOException {
        for (String name : List.of("CRDServiceRequest3", "CRDServiceRequest4")) {
            ObjectNode request = OfficialExamples.request(name);
            ObjectNode full = OfficialExamples.request("CRDServiceRequest");
            JsonNode coverage = OfficialExamples.ours(full.at("/prefetch/coverage/entry/0/resource"));
            try (ExampleEhr ehr = new ExampleEhr(List.of(coverage, full.at("/prefetch/patient")))) {
                Reply reply = send(request.put("fhirServer", ehr.base()));

                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                assertThat(reply.json().path("systemActions")).as(reply.body()).hasSize(1);
                Invariants.check(Answered.of(reply.body()).statements(0).get(0));
            }
        }
    }

    @Test
    void answersEveryExampleOfAnOrderOrAppointment() throws IOException, InterruptedException {
        Map<String, JsonNode> all = OfficialExamples.resources();
        OfficialValidator.empty(OUTPUT);
        int sent = 0;
        for (JsonNode resource : all.values()) {
            for (String hook : hooksFor(resource.path("resourceType").asText())) {
                Reply reply = send(OfficialExamples.call(hook, resource, all));
                String what = hook + " " + resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText();
                assertThat(reply.status()).as(what + reply.body()).isEqualTo(200);
                assertThat(reply.json().path("systemActions")).as(what).isNotEmpty();
                ResponseModels.check(reply.json());
                Answered answer = Answered.of(reply.body());
                answer.statements(0).stream()
                        .filter(statement -> statement.toString().contains("no-member-found"))
                        .forEach(Invariants::check);
                write(resource, hook, reply);
                sent++;
            }
        }
        assertThat(sent).isGreaterThanOrEqualTo(23);
        assertThat(validated(all)).isEmpty();
    }

    private static List<String> hooksFor(String type) {
        return switch (type) {
            case "Appointment" -> List.of("appointment-book");
            case "CommunicationRequest",
                    "DeviceRequest",
                    "MedicationRequest",
                    "NutritionOrder",
                    "ServiceRequest",
                    "VisionPrescription" -> List.of("order-sign", "order-select", "order-dispatch");
            default -> List.of();
        };
    }

    private static void write(JsonNode resource, String hook, Reply reply) throws IOException {
        String name = resource.path("resourceType").asText() + "-"
                + resource.path("id").asText() + "-" + hook + ".json";
        Files.writeString(OUTPUT.resolve(name), reply.json().toPrettyString());
    }

    private static List<String> validated(Map<String, JsonNode> all) throws IOException, InterruptedException {
        Path context = Path.of("target/validation/crd-examples-context");
        OfficialValidator.empty(context);
        for (JsonNode resource : all.values()) {
            Files.writeString(
                    context.resolve(resource.path("resourceType").asText() + "-"
                            + resource.path("id").asText() + ".json"),
                    resource.toString());
        }
        OfficialValidator.assumePresent();
        List<String> arguments = new ArrayList<>();
        for (String type : List.of(
                "CommunicationRequest",
                "DeviceRequest",
                "MedicationRequest",
                "NutritionOrder",
                "ServiceRequest",
                "VisionPrescription")) {
            arguments.addAll(List.of("--profile", type + "=" + PROFILES + type.toLowerCase(Locale.ROOT)));
        }
        arguments.addAll(List.of("--context", context.toString(), "--context", "fhir-resources", OUTPUT.toString()));
        List<String> output = OfficialValidator.validate(arguments.toArray(String[]::new));
        assertThat(output.get(output.size() - 1)).matches("\\d+ files, \\d+ errors");
        return output.stream().filter(line -> line.contains(": error ")).toList();
    }

    private Reply send(JsonNode request) throws IOException {
        return client.post("/cds-services/" + request.path("hook").asText() + "-crd", JSON.writeValueAsString(request));
    }

    private static JsonNode as(JsonNode order, String id) {
        ObjectNode copy = order.deepCopy();
        copy.put("id", id);
        ((ObjectNode) copy.path("subject")).put("reference", "Patient/123");
        return copy;
    }

    private static JsonNode withoutExtension(JsonNode resource) {
        ObjectNode copy = resource.deepCopy();
        copy.remove("extension");
        return copy;
    }
}
