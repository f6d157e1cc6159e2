package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * The same facts as EHRs of three US Core versions write them (conf-2): drugs by reference, by code and contained;
 * specialties by role, by qualification and contained in the order; member numbers as subscriberId and as identifier;
 * conditions of each category; HCPCS under each URI in use; no Provenance. All give the same determination.
 */
class UsCoreVersionsIT extends ServerTest {
    private static final String CORE = "http://hl7.org/fhir/us/core/StructureDefinition/";
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static final String NEUROLOGY =
            "{\"coding\":[{\"system\":\"http://nucc.org/provider-taxonomy\",\"code\":\"2084N0400X\"}]}";
    private static final String FAMILY_MEDICINE =
            "{\"coding\":[{\"system\":\"http://nucc.org/provider-taxonomy\",\"code\":\"207Q00000X\"}]}";

    /** One way to write the facts. */
    private record Shape(String version, String hcpcs, String order, List<String> prefetch, boolean subscriberId) {
        @Override
        public String toString() {
            return version;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("3.1.1", "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "", older(), true),
                new Shape("6.1.0", "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "", middle(), false),
                new Shape(
                        "7.0.0",
                        "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
                        "\"contained\":[{\"resourceType\":\"PractitionerRole\",\"id\":\"role\",\"practitioner\":{\"reference\":\"#dr\"},"
                                + "\"specialty\":[" + NEUROLOGY
                                + "]},{\"resourceType\":\"Practitioner\",\"id\":\"dr\",\"name\":[{\"family\":\"Bone\"}]}],"
                                + "\"requester\":{\"reference\":\"#role\"},",
                        newer(),
                        false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theSameFactsGiveTheSameDetermination(Shape shape) {
        String member = member();
        String instance = UUID.randomUUID().toString();
        Calls call = Calls.of("caresource-passe", member).hookInstance(instance).order(order(shape));
        if (!shape.subscriberId()) {
            call.coverage(Calls.coverage("cov1", "caresource-passe", member)
                    .replace(
                            "\"subscriberId\":\"" + member + "\"",
                            "\"identifier\":[{\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v2-0203\","
                                    + "\"code\":\"MB\"}]},\"system\":\"https://ehr.example/member\",\"value\":\""
                                    + member
                                    + "\"}]"));
        }
        call.without("practitioners")
                .prefetch("everything", Calls.bundle(shape.prefetch().toArray(String[]::new)));

        Reply reply = client.post("/cds-services/order-sign-crd", call.json());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Answered.of(reply.body()).said("pa-needed")).containsExactly("auth-needed");
        Map<String, String> results = results(instance);
        assertThat(results)
                .as(results.toString())
                .containsEntry("neurologist", "true")
                .containsEntry("age", "true")
                .containsEntry("diagnosis", "true")
                .containsEntry("step-therapy", "true")
                .containsEntry("thyroid", "true")
                .containsEntry("tb", "unknown")
                .containsEntry("site", "true")
                .hasSize(12);
    }

    private Map<String, String> results(String instance) {
        JsonNode guidance = client.get(
                        "/fhir/GuidanceResponse?request=https://precept.example/hook-instance%7C" + instance)
                .json();
        Map<String, String> results = new TreeMap<>();
        for (JsonNode parameter : guidance.at("/entry/0/resource/contained/0/parameter")) {
            if (parameter.path("name").asText().equals("criterion")) {
                String id = "";
                String result = "unknown";
                for (JsonNode part : parameter.path("part")) {
                    switch (part.path("name").asText()) {
                        case "id" -> id = part.path("valueString").asText();
                        case "result" ->
                            result = part.has("valueBoolean")
                                    ? part.path("valueBoolean").asText()
                                    : result;
                        default -> {
                            // what it rests on differs by shape
                        }
                    }
                }
                results.put(id, result);
            }
        }
        return results;
    }

    private static String order(Shape shape) {
        String order =
                Calls.infusion("o1").replace("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", shape.hcpcs());
        return shape.order().isEmpty()
                ? order
                : order.replace("\"requester\":{\"reference\":\"PractitionerRole/r1\"},", shape.order());
    }

    /** US Core 3.1.1: one Condition profile, drugs by reference, the encounter's practitioner has a role elsewhere. */
    private static List<String> older() {
        return List.of(
                condition("us-core-condition|3.1.1", "problem-list-item", "dx", ICD, "active"),
                condition("us-core-condition|3.1.1", "problem-list-item", "relapse", RELAPSE, "resolved"),
                "{\"resourceType\":\"Medication\",\"id\":\"m1\",\"code\":" + drug("1487361") + "}",
                "{\"resourceType\":\"Medication\",\"id\":\"m2\",\"code\":" + drug("1373491") + "}",
                trial("t1", "\"medicationReference\":{\"reference\":\"Medication/m1\"}", "2023-02-10"),
                trial(
                        "t2",
                        "\"medicationReference\":{\"reference\":\"https://ehr.example/fhir/Medication/m2\"}",
                        "2025-08-20"),
                laboratory("us-core-observation-lab|3.1.1"),
                "{\"resourceType\":\"PractitionerRole\",\"id\":\"r1\",\"practitioner\":{\"reference\":\"Practitioner/gp\"},\"specialty\":["
                        + FAMILY_MEDICINE + "]}",
                "{\"resourceType\":\"Practitioner\",\"id\":\"n2\",\"name\":[{\"family\":\"Nerve\"}]}",
                "{\"resourceType\":\"PractitionerRole\",\"id\":\"r2\",\"practitioner\":{\"reference\":\"Practitioner/n2\"},\"specialty\":["
                        + NEUROLOGY + "]}",
                encounter("Practitioner/n2"));
    }

    /** US Core 6.1.0: problems and encounter diagnoses apart, drugs by code, a practitioner without any role. */
    private static List<String> middle() {
        return List.of(
                condition("us-core-condition-problems-health-concerns|6.1.0", "health-concern", "dx", ICD, "active"),
                condition(
                        "us-core-condition-encounter-diagnosis|6.1.0",
                        "encounter-diagnosis",
                        "relapse",
                        RELAPSE,
                        "resolved"),
                trial("t1", "\"medicationCodeableConcept\":" + drug("1487361"), "2023-02-10"),
                trial("t2", "\"medicationCodeableConcept\":" + drug("1373491"), "2025-08-20"),
                laboratory("us-core-observation-lab|6.1.0"),
                "{\"resourceType\":\"Practitioner\",\"id\":\"n2\",\"name\":[{\"family\":\"Nerve\"}],\"qualification\":[{\"code\":"
                        + NEUROLOGY + "}]}",
                encounter("https://ehr.example/fhir/Practitioner/n2"));
    }

    /** US Core 7.0.0: contained drugs, and an order that contains who wrote it. */
    private static List<String> newer() {
        return List.of(
                condition("us-core-condition-encounter-diagnosis|7.0.0", "encounter-diagnosis", "dx", ICD, "active"),
                condition(
                        "us-core-condition-problems-health-concerns|7.0.0",
                        "problem-list-item",
                        "relapse",
                        RELAPSE,
                        "resolved"),
                trial("t1", contained("1487361"), "2023-02-10"),
                trial("t2", contained("1373491"), "2025-08-20"),
                laboratory("us-core-observation-lab|7.0.0"));
    }

    private static final String ICD = "{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"G35.A\"}";
    private static final String RELAPSE = "{\"system\":\"http://snomed.info/sct\",\"code\":\"192929006\"}";

    private static String condition(String profile, String category, String id, String coding, String status) {
        return "{\"resourceType\":\"Condition\",\"id\":\"" + id + "\",\"meta\":{\"profile\":[\"" + CORE + profile
                + "\"]},\"clinicalStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\""
                + status
                + "\"}]},\"verificationStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-ver-status\","
                + "\"code\":\"confirmed\"}]},\"category\":[{\"coding\":[{\"code\":\"" + category
                + "\"}]}],\"code\":{\"coding\":["
                + coding
                + "]},\"subject\":{\"reference\":\"Patient/p1\"},\"onsetDateTime\":\"2026-01-15\",\"recordedDate\":\"2026-01-15\"}";
    }

    private static String trial(String id, String medication, String end) {
        return "{\"resourceType\":\"MedicationRequest\",\"id\":\"" + id
                + "\",\"status\":\"stopped\",\"intent\":\"order\",\"reportedBoolean\":false,"
                + medication
                + ",\"subject\":{\"reference\":\"Patient/p1\"},\"authoredOn\":\"2021-05-01\",\"statusReason\":{\"coding\":[{\"system\":"
                + "\"https://precept.example/fhir/CodeSystem/answers\",\"code\":\"inadequate-response\"}]},\"dosageInstruction\":[{\"timing\":{\"repeat\":"
                + "{\"boundsPeriod\":{\"start\":\"2021-05-01\",\"end\":\"" + end + "\"}}}}]}";
    }

    private static String contained(String rxnorm) {
        return "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"drug\",\"code\":" + drug(rxnorm)
                + "}],\"medicationReference\":{\"reference\":\"#drug\"}";
    }

    private static String drug(String rxnorm) {
        return "{\"coding\":[{\"system\":\"" + RXNORM + "\",\"code\":\"" + rxnorm + "\"}]}";
    }

    private static String laboratory(String profile) {
        return "{\"resourceType\":\"Observation\",\"id\":\"tsh\",\"meta\":{\"profile\":[\"" + CORE + profile
                + "\"]},\"status\":\"final\",\"category\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\","
                + "\"code\":\"laboratory\"}]}],\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"3016-3\"}]},\"subject\":{\"reference\":"
                + "\"Patient/p1\"},\"effectiveDateTime\":\"2026-02-20\",\"valueQuantity\":{\"value\":1.8,\"unit\":\"m[IU]/L\",\"system\":"
                + "\"http://unitsofmeasure.org\",\"code\":\"m[IU]/L\"}}";
    }

    private static String encounter(String practitioner) {
        return "{\"resourceType\":\"Encounter\",\"id\":\"visit\",\"status\":\"finished\",\"class\":{\"system\":"
                + "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/p1\"},"
                + "\"participant\":[{\"individual\":{\"reference\":\"" + practitioner
                + "\"}}],\"period\":{\"start\":\"2026-02-01\",\"end\":\"2026-02-01\"}}";
    }

    private String member() {
        String number = "US-" + UUID.randomUUID();
        Reply patient = client.put("/fhir/Patient/" + number, """
                {"resourceType":"Patient","id":"%s","birthDate":"1988-04-12","identifier":[{"type":{"coding":[{\
                "system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MB"}]},\
                "system":"https://precept.example/member/caresource-passe","value":"%s"}]}""".formatted(number, number));
        Reply coverage = client.put("/fhir/Coverage/" + number, """
                {"resourceType":"Coverage","id":"%s","status":"active","subscriberId":"%s","beneficiary":{\
                "reference":"Patient/%s"},"period":{"start":"2024-01-01"},\
                "payor":[{"reference":"Organization/payer-caresource-passe"}]}""".formatted(number, number, number));
        assertThat(List.of(patient.status(), coverage.status())).containsOnly(201);
        return number;
    }
}
