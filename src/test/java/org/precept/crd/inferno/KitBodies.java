package org.precept.crd.inferno;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/**
 * Requests in the shape of the suite's: prefetch keys of its own, entries mostly without fullUrl, {@code order} instead of
 * dispatchedOrders, encounter hooks with nothing but the encounter, a payor that is not sent, a FHIR server that cannot be
 * reached, options nobody knows. The patient is a member of the payer, or a stranger to it.
 */
final class KitBodies {
    private static final String HCPCS = "https://bluebutton.cms.gov/resources/codesystem/hcpcs";

    private final String memberNumber;

    private KitBodies(String memberNumber) {
        this.memberNumber = memberNumber;
    }

    static KitBodies of(String memberNumber) {
        return new KitBodies(memberNumber);
    }

    /** Calls of all six hooks. */
    List<JsonNode> all() {
        return List.of(
                orderSign(device()),
                orderSign(service()),
                orderSign(infusion()),
                orderSign(device(), infusion()),
                orderSelect(),
                orderDispatch("ServiceRequest/sr1", service()),
                orderDispatch("DeviceRequest/dr1", device()),
                orderDispatch("MedicationRequest/mr1", infusion()),
                appointmentBook(appointment("a1", "\"basedOn\":[{\"reference\":\"ServiceRequest/not-sent\"}],")),
                appointmentBook(appointment("a2", ""), appointment("a3", "")),
                encounter("encounter-start"),
                encounter("encounter-discharge"),
                insuredEncounter("encounter-start"),
                insuredEncounter("encounter-discharge"));
    }

    JsonNode orderSign(String... orders) {
        return body(
                "order-sign",
                userAndPatient() + ",\"draftOrders\":" + collection(orders),
                patient() + "," + coverage() + "," + user());
    }

    JsonNode orderSelect() {
        return body(
                "order-select",
                userAndPatient() + ",\"selections\":[\"MedicationRequest/mr1\"],\"draftOrders\":"
                        + collection(infusion(), device()),
                patient() + "," + coverage());
    }

    JsonNode orderDispatch(String reference, String order) {
        return body(
                "order-dispatch",
                "\"patientId\":\"p1\",\"order\":\"" + reference + "\",\"performer\":\"Practitioner/pr1\"",
                coverage() + ",\"order\":" + order + "," + patient());
    }

    JsonNode appointmentBook(String... appointments) {
        return body(
                "appointment-book",
                userAndPatient() + ",\"appointments\":" + collection(appointments),
                patient() + "," + coverage());
    }

    JsonNode encounter(String hook) {
        return body(hook, userAndPatient(), encounter());
    }

    /** Not the suite's: with who the patient is and who pays. */
    JsonNode insuredEncounter(String hook) {
        return body(hook, userAndPatient(), encounter() + "," + patient() + "," + coverage());
    }

    private static String encounter() {
        return """
                "encounter":{"resourceType":"Encounter","id":"e1","status":"in-progress",
                "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                "type":[{"coding":[{"system":"http://snomed.info/sct","code":"185345009"}]}],
                "subject":{"reference":"Patient/p1"},"period":{"start":"2026-11-10"}}""";
    }

    static String device() {
        return """
                {"resourceType":"DeviceRequest","id":"dr1","status":"draft","intent":"original-order",
                "codeCodeableConcept":{"coding":[{"system":"%s","code":"E0250"}]},"subject":{"reference":"Patient/p1"},
                "authoredOn":"2026-11-10","requester":{"reference":"Practitioner/pr1"},
                "insurance":[{"reference":"Coverage/c1"}]}""".formatted(HCPCS);
    }

    static String service() {
        return """
                {"resourceType":"ServiceRequest","id":"sr1","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%s","code":"G0180"}]},"subject":{"reference":"Patient/p1"},
                "occurrenceDateTime":"2026-11-12","authoredOn":"2026-11-10","requester":{"display":"A physician"},
                "insurance":[{"reference":"Coverage/c1"}]}""".formatted(HCPCS);
    }

    /** A drug under the policies of the presumed payer. */
    static String infusion() {
        return """
                {"resourceType":"MedicationRequest","id":"mr1","status":"draft","intent":"order",
                "medicationCodeableConcept":{"coding":[{"system":"%s","code":"J0202"}]},
                "subject":{"reference":"Patient/p1"},"authoredOn":"2026-11-10",
                "requester":{"reference":"Practitioner/pr1"},"insurance":[{"reference":"Coverage/c1"}],
                "dispenseRequest":{"quantity":{"value":60,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}}""".formatted(HCPCS);
    }

    static String appointment(String id, String more) {
        return """
                {"resourceType":"Appointment","id":"%s","status":"proposed",%s
                "serviceType":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"124"}]}],
                "start":"2026-12-10T09:00:00Z","end":"2026-12-10T11:00:00Z","created":"2026-11-10","participant":[
                {"actor":{"reference":"Patient/p1"},"required":"required","status":"accepted"},
                {"actor":{"reference":"Practitioner/pr1"},"required":"required","status":"accepted"}],
                "requestedPeriod":[{"start":"2026-12-10","end":"2026-12-10"}]}""".formatted(id, more);
    }

    private static String userAndPatient() {
        return "\"userId\":\"Practitioner/pr1\",\"patientId\":\"p1\",\"encounterId\":\"e1\"";
    }

    private static String patient() {
        return """
                "patient":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1988-04-12",
                "identifier":[{"system":"http://hospital.example/mrn","value":"77"}],
                "name":[{"family":"Roe","given":["Ann"]}]}""";
    }

    private static String user() {
        return """
                "user":{"resourceType":"Practitioner","id":"pr1","name":[{"family":"Doe"}],
                "identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1122334455"}]}""";
    }

    private String coverage() {
        return """
                "coverage":{"resourceType":"Bundle","type":"searchset","total":1,"entry":[{
                "fullUrl":"https://ehr.invalid/r4/Coverage/c1","resource":{"resourceType":"Coverage","id":"c1",
                "status":"active","subscriberId":"%s","beneficiary":{"reference":"Patient/p1"},
                "class":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/coverage-class",
                "code":"plan"}]},"value":"Plan A"}],"payor":[{"reference":"Organization/org1"}]},
                "search":{"mode":"match"}}]}""".formatted(memberNumber);
    }

    private static String collection(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                + String.join("},{\"resource\":", resources) + "}]}";
    }

    private static JsonNode body(String hook, String context, String prefetch) {
        try {
            return Exchange.JSON.readTree(
                    """
                    {"hook":"%s","hookInstance":"%sva","fhirServer":"https://ehr.invalid/r4",
                    "fhirAuthorization":{"access_token":"SAMPLE","token_type":"Bearer","expires_in":300,
                    "scope":"user/Patient.read","subject":"cds-service"},
                    "extension":{"davinci-crd.configuration":{"coverage":true,"alt-drug":true,"max-cards":10}},
                    "context":{%s},"prefetch":{%s}}""".formatted(hook, UUID.randomUUID().toString().substring(0, 34), context, prefetch));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
