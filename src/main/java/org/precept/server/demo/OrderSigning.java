package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Signs an order as an EHR does: asks the payer's order-sign hook first, and files the order as it comes back. */
@Component
@Profile("demo")
class OrderSigning {

    private static final String HOOK = "/cds-services/order-sign-crd";
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int BAD_GATEWAY = 502;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FhirContext fhir;
    private final ObjectMapper json;

    OrderSigning(FhirContext fhir, ObjectMapper json) {
        this.fhir = fhir;
        this.json = json;
    }

    /** @throws RejectedRequest with status 502 when the hook does not answer */
    SignedOrder sign(Chart chart, HttpServletRequest http) {
        URI hook = URI.create("http://127.0.0.1:" + http.getLocalPort() + HOOK);
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(hook)
                            .timeout(LONGEST)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(request(chart).toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw failed("The payer's hook answered with status " + answer.statusCode() + ".");
            }
            SignedOrder order = read(json.readTree(answer.body()), chart.patient());
            chart.order(order);
            return order;
        } catch (IOException e) {
            throw failed("The payer's hook cannot be reached or understood.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("The server is stopping.");
        }
    }

    private ObjectNode request(Chart chart) throws JsonProcessingException {
        ClinicPatient patient = chart.patient();
        ObjectNode request = json.createObjectNode();
        request.put("hook", "order-sign");
        request.put("hookInstance", UUID.randomUUID().toString());
        ObjectNode context = request.putObject("context");
        context.put("userId", ClinicPatient.reference(patient.role()));
        context.put("patientId", patient.id());
        context.set("draftOrders", bundle("collection", patient.order()));
        ObjectNode prefetch = request.putObject("prefetch");
        prefetch.set("patient", tree(patient.patient()));
        prefetch.set("coverage", bundle("searchset", patient.coverage()));
        prefetch.set("practitionerRoles", bundle("searchset", patient.role()));
        prefetch.set("practitioners", bundle("searchset", patient.practitioner()));
        return request;
    }

    private ObjectNode bundle(String type, Resource resource) throws JsonProcessingException {
        ObjectNode bundle = json.createObjectNode();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", type);
        bundle.putArray("entry").addObject().set("resource", tree(resource));
        return bundle;
    }

    private JsonNode tree(Resource resource) throws JsonProcessingException {
        return json.readTree(fhir.newJsonParser().encodeResourceToString(resource));
    }

    private SignedOrder read(JsonNode answer, ClinicPatient patient) {
        List<SignedOrder.Card> cards = new ArrayList<>();
        for (JsonNode card : answer.path("cards")) {
            cards.add(new SignedOrder.Card(
                    card.path("summary").asText(), card.path("detail").asText()));
        }
        for (JsonNode action : answer.path("systemActions")) {
            JsonNode resource = action.path("resource");
            if (resource.path("id").asText().equals(patient.order().getIdPart())) {
                return new SignedOrder((DomainResource) fhir.newJsonParser().parseResource(resource.toString()), cards);
            }
        }
        return new SignedOrder(patient.order(), cards);
    }

    private static RejectedRequest failed(String diagnostics) {
        return new RejectedRequest(BAD_GATEWAY, new Issue(IssueType.TRANSIENT, null, diagnostics));
    }
}
