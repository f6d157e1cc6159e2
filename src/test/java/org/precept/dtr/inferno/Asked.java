package org.precept.dtr.inferno;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.support.RealContent;

/** What a tester sends: Parameters for every form, and for every order that the requests of the project sign. */
final class Asked {
    private static final Path REQUESTS = Path.of("requests");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Members whose records fill something, and some whose do not; by payer. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "caresource-passe", List.of("CS-1001", "CS-1005"),
            "mmm", List.of("MMM-2001", "MMM-2002"),
            "cigna", List.of("CG-3001"),
            "policy-2020910", List.of("KP-4002", "KP-4004"));

    private Asked() {}

    /** By a name that tells what is asked. */
    static Map<String, Parameters> everyForm() {
        Map<String, Parameters> asked = new LinkedHashMap<>();
        RealContent.policies()
                .questionnaires()
                .all()
                .forEach(form -> form(form.canonical(), form.policy(), true, asked));
        return asked;
    }

    /** By name alone: an order may imply a static form of another phase beside it. */
    static Map<String, Parameters> everyAdaptiveForm() {
        Map<String, Parameters> asked = new LinkedHashMap<>();
        RealContent.policies()
                .questionnaires()
                .adaptive()
                .forEach(form -> form(form.canonical(), form.form().policy(), false, asked));
        return asked;
    }

    private static void form(
            Canonical canonical, CoveragePolicy policy, boolean withOrder, Map<String, Parameters> asked) {
        for (String payer : policy.payers()) {
            for (String member : MEMBERS.getOrDefault(payer, List.of())) {
                Parameters parameters = coverage(payer, member);
                parameters.addParameter().setName("questionnaire").setValue(new CanonicalType(canonical.toString()));
                if (withOrder) {
                    parameters.addParameter().setName("order").setResource(order());
                }
                asked.put(canonical.tail() + "-" + member, parameters);
            }
        }
    }

    /** The coverage, the order and what it refers to, as the hook was sent them. */
    static Map<String, Parameters> everyOrder() {
        Map<String, Parameters> asked = new LinkedHashMap<>();
        for (Path file : signed()) {
            JsonNode call = read(file);
            Parameters parameters = new Parameters();
            for (JsonNode value : Received.elements(call.path("prefetch"))) {
                Stream.concat(
                                Stream.of(value),
                                Received.elements(value.path("entry")).stream().map(entry -> entry.path("resource")))
                        .filter(resource -> !List.of("Bundle", "").contains(Received.typeOf(resource)))
                        .forEach(resource -> parameters
                                .addParameter()
                                .setName(Received.typeOf(resource).equals("Coverage") ? "coverage" : "referenced")
                                .setResource(parse(resource)));
            }
            Received.elements(call.at("/context/draftOrders/entry"))
                    .forEach(entry ->
                            parameters.addParameter().setName("order").setResource(parse(entry.path("resource"))));
            asked.put(file.getFileName().toString().replace(".json", ""), parameters);
        }
        return asked;
    }

    private static List<Path> signed() {
        try (Stream<Path> files = Files.list(REQUESTS)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().matches("sign-.*\\.json"))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resource parse(JsonNode resource) {
        return (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(resource.toString());
    }

    private static Parameters coverage(String payer, String member) {
        String json = """
                {"resourceType":"Parameters","parameter":[{"name":"coverage","resource":{"resourceType":"Coverage",
                 "id":"cov-1","status":"active","subscriberId":"%s","beneficiary":{"reference":"Patient/pat-1"},
                 "relationship":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/subscriber-relationship","code":"self"}]},
                 "payor":[{"identifier":{"system":"https://precept.example/payer","value":"%s"}}]}}]}""".formatted(member, payer);
        return FhirContext.forR4Cached().newJsonParser().parseResource(Parameters.class, json);
    }

    /** The order that Ben's neurologist signs, whoever the member is. */
    private static Resource order() {
        Resource order = parse(read(REQUESTS.resolve("sign-ben.json")).at("/context/draftOrders/entry/0/resource"));
        org.hl7.fhir.r4.model.MedicationRequest request = (org.hl7.fhir.r4.model.MedicationRequest) order;
        request.setSubject(new Reference("Patient/pat-1"));
        return request;
    }
}
