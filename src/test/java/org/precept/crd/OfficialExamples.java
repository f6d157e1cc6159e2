package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.Assumptions;
import org.precept.support.OfficialValidator;

/** The guide's own example requests and resources, CRD 2.2.1. */
final class OfficialExamples {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REQUESTS = OfficialValidator.official("ig/crd-2.2.1");
    private static final Path PACKAGE = OfficialValidator.official("ig/packages/hl7.fhir.us.davinci-crd-2.2.1.tgz");

    private OfficialExamples() {}

    /** Ends the test as aborted, aloud, when the examples are not there. */
    static void assumePresent() {
        if (!Files.isDirectory(REQUESTS) || !Files.exists(PACKAGE)) {
            System.out.println("OFFICIAL EXAMPLES NOT SENT: none at "
                    + REQUESTS.toAbsolutePath().normalize());
            Assumptions.abort("official examples absent");
        }
    }

    /** The example request as published. */
    static ObjectNode request(String name) throws IOException {
        return (ObjectNode) JSON.readTree(REQUESTS.resolve(name + ".json").toFile());
    }

    /** The example resources as published, by {@code Type/id}. */
    static Map<String, JsonNode> resources() throws IOException {
        Map<String, JsonNode> resources = new TreeMap<>();
        try (InputStream in = Files.newInputStream(PACKAGE)) {
            NpmPackage guide = NpmPackage.fromPackage(in);
            for (String file : guide.list("example")) {
                try (InputStream example = guide.load("example", file)) {
                    JsonNode resource = JSON.readTree(example);
                    resources.put(
                            resource.path("resourceType").asText() + "/"
                                    + resource.path("id").asText(),
                            resource);
                }
            }
        }
        return resources;
    }

    /** The Coverage, with nothing changed but that its payor is one of ours. */
    static ObjectNode ours(JsonNode coverage) {
        ObjectNode ours = coverage.deepCopy();
        ArrayNode payor = ours.putArray("payor");
        payor.addObject()
                .putObject("identifier")
                .put("system", "https://precept.example/payer")
                .put("value", "mmm");
        return ours;
    }

    /** Puts our payor into the Coverage of the request's prefetch. */
    static ObjectNode withOurPayor(ObjectNode request) {
        ObjectNode entry = (ObjectNode) request.at("/prefetch/coverage/entry/0");
        entry.set("resource", ours(entry.path("resource")));
        return request;
    }

    /** A call of the hook about one resource and its patient, with what belongs to it from the other examples. */
    static ObjectNode call(String hook, JsonNode resource, Map<String, JsonNode> all) {
        String patient = patient(resource);
        ObjectNode call = JSON.createObjectNode();
        call.put("hook", hook).put("hookInstance", UUID.randomUUID().toString());
        ObjectNode context = call.putObject("context")
                .put("userId", "Practitioner/full")
                .put("patientId", patient)
                .put("encounterId", "example");
        ObjectNode prefetch = call.putObject("prefetch");
        prefetch.set("patient", ((ObjectNode) all.get("Patient/example").deepCopy()).put("id", patient));
        prefetch.set("encounter", all.get("Encounter/example"));
        ObjectNode coverage = ours(all.get("Coverage/example"));
        coverage.putObject("beneficiary").put("reference", "Patient/" + patient);
        prefetch.set("coverage", bundle(coverage));
        prefetch.set("practitioners", bundle(all.get("Practitioner/full")));
        prefetch.set("devices", bundle(all.get("Device/example")));
        String reference = resource.path("resourceType").asText() + "/"
                + resource.path("id").asText();
        switch (hook) {
            case "order-dispatch" -> {
                context.putArray("dispatchedOrders").add(reference);
                context.put("performer", "Organization/example");
                prefetch.set("orders", bundle(resource));
            }
            case "appointment-book" -> {
                context.set("appointments", bundle(resource));
                prefetch.set("serviceRequests", bundle(all.get("ServiceRequest/example")));
            }
            case "order-select" -> {
                context.putArray("selections").add(reference);
                context.set("draftOrders", bundle(resource));
            }
            default -> context.set("draftOrders", bundle(resource));
        }
        return call;
    }

    private static String patient(JsonNode resource) {
        String reference = resource.findValues("reference").stream()
                .map(JsonNode::asText)
                .filter(target -> target.contains("Patient/"))
                .findFirst()
                .orElseThrow();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static ObjectNode bundle(JsonNode resource) {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", "collection");
        ObjectNode entry = bundle.putArray("entry").addObject();
        entry.put(
                "fullUrl",
                "http://example.org/fhir/" + resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText());
        entry.set("resource", resource);
        return bundle;
    }
}
