package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Hook calls for tests: a complete one, to be changed where a test needs it. */
final class Calls {
    static final String HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";

    private final Map<String, String> prefetch = new LinkedHashMap<>();
    private final List<String> orders = new ArrayList<>();
    private String hookInstance = UUID.randomUUID().toString();
    private String access = "";
    private String extension = "";
    private String context = "";
    private HookKind kind = HookKind.ORDER_SIGN;

    private Calls() {}

    /** A call for patient p1, who is member M-1 of the payer; without orders. */
    static Calls of(String payer) {
        return of(payer, "M-1");
    }

    static Calls of(String payer, String memberNumber) {
        Calls call = new Calls();
        call.prefetch("patient", """
                {"resourceType":"Patient","id":"p1","birthDate":"1988-04-12","gender":"female",\
                "identifier":[{"system":"http://hospital.example/mrn","value":"77"}],"name":[{"family":"Roe","given":["Ann"]}]}""");
        call.coverage(coverage("cov1", payer, memberNumber));
        call.prefetch("practitioners", bundle("""
                {"resourceType":"Practitioner","id":"dr1",\
                "identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"9941339108"}],"name":[{"family":"Bone","given":["Ronald"]}]}"""));
        return call;
    }

    static String coverage(String id, String payer, String memberNumber) {
        return """
                {"resourceType":"Coverage","id":"%s","status":"active","subscriberId":"%s",\
                "beneficiary":{"reference":"Patient/p1"},"relationship":{"coding":[{\
                "system":"http://terminology.hl7.org/CodeSystem/subscriber-relationship","code":"self"}]},\
                "payor":[{"identifier":{"system":"https://precept.example/payer","value":"%s"}}]}""".formatted(id, memberNumber, payer);
    }

    /** A MedicationRequest by the coding. */
    static String medication(String id, String system, String code) {
        return """
                {"resourceType":"MedicationRequest","id":"%s","status":"draft","intent":"original-order",\
                "medicationCodeableConcept":{"coding":[{"system":"%s","code":"%s"}]},\
                "subject":{"reference":"Patient/p1"},"authoredOn":"2026-03-01","requester":{"reference":"Practitioner/dr1"},\
                "dispenseRequest":{"quantity":{"value":60.00,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}}""".formatted(id, system, code);
    }

    static String lemtrada(String id) {
        return medication(id, HCPCS, "J0202");
    }

    /** The same drug as a service in a hospital outpatient department, ordered by PractitionerRole r1. */
    static String infusion(String id) {
        return """
                {"resourceType":"ServiceRequest","id":"%s","status":"draft","intent":"original-order",\
                "code":{"coding":[{"system":"https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"J0202"}]},\
                "quantityQuantity":{"value":60},"subject":{"reference":"Patient/p1"},"authoredOn":"2026-03-01",\
                "requester":{"reference":"PractitionerRole/r1"},"locationCode":[{"coding":[{\
                "system":"https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set",\
                "code":"22"}]}]}""".formatted(id);
    }

    /** PractitionerRole r1 of a neurologist. */
    Calls neurologist() {
        return prefetch("practitionerRoles", bundle("""
                {"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/dr1"},\
                "specialty":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"2084N0400X"}]}]}"""));
    }

    static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
                + List.of(resources).stream()
                        .map(resource -> "{\"resource\":" + resource + "}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    Calls order(String order) {
        orders.add(order);
        return this;
    }

    Calls coverage(String... coverages) {
        return prefetch("coverage", bundle(coverages));
    }

    Calls prefetch(String key, String value) {
        prefetch.put(key, value);
        return this;
    }

    Calls without(String key) {
        prefetch.remove(key);
        return this;
    }

    Calls hookInstance(String uuid) {
        hookInstance = uuid;
        return this;
    }

    Calls ehr(String server, String token) {
        access = "\"fhirServer\":\"" + server + "\",\"fhirAuthorization\":{\"access_token\":\"" + token
                + "\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"patient/*.rs\",\"subject\":\"s\"},";
        return this;
    }

    Calls configuration(String json) {
        extension = ",\"extension\":{\"davinci-crd.configuration\":" + json + "}";
        return this;
    }

    /** The drafts of the call were just selected, or some of them. */
    Calls select(String... selections) {
        kind = HookKind.ORDER_SELECT;
        context = "\"selections\":[" + quoted(selections) + "]";
        return this;
    }

    /** The named orders go to the performer. */
    Calls dispatch(String performer, String... dispatched) {
        kind = HookKind.ORDER_DISPATCH;
        context = "\"performer\":\"" + performer + "\",\"dispatchedOrders\":[" + quoted(dispatched) + "]";
        return this;
    }

    /** The appointments are made. */
    Calls book(String... appointments) {
        kind = HookKind.APPOINTMENT_BOOK;
        context = "\"appointments\":" + bundle(appointments);
        return this;
    }

    /** Encounter enc1 begins or ends. */
    Calls encounter(HookKind hook) {
        kind = hook;
        context = "\"encounterId\":\"enc1\"";
        return this;
    }

    /** The same call as another element of its context says it. */
    Calls context(String json) {
        context = json;
        return this;
    }

    /** An Appointment of patient p1 on the day. */
    static String appointment(String id, String day, String basedOn) {
        return """
                {"resourceType":"Appointment","id":"%s","status":"proposed",%s"start":"%sT09:00:00Z","end":"%sT17:00:00Z",\
                "participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"},{"type":[{"coding":[{\
                "system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"PPRF"}]}],\
                "actor":{"reference":"Practitioner/dr1"},"status":"accepted"}]}""".formatted(id, basedOn, day, day);
    }

    private static String quoted(String... texts) {
        return List.of(texts).stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(","));
    }

    private String context() {
        String drafts = "\"draftOrders\":{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + orders.stream().map(order -> "{\"resource\":" + order + "}").collect(Collectors.joining(",")) + "]}";
        String common = "{\"userId\":\"Practitioner/dr1\",\"patientId\":\"p1\",";
        return switch (kind) {
            case ORDER_SIGN -> common + drafts + "}";
            case ORDER_SELECT -> common + context + "," + drafts + "}";
            case ORDER_DISPATCH -> "{\"patientId\":\"p1\"," + context + "}";
            default -> common + context + "}";
        };
    }

    String json() {
        return "{\"hook\":\"" + kind.hook() + "\",\"hookInstance\":\"" + hookInstance + "\"," + access
                + "\"context\":" + context() + ",\"prefetch\":{"
                + prefetch.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                        .collect(Collectors.joining(","))
                + "}" + extension + "}";
    }

    /** Where the call goes. */
    String service() {
        return "/cds-services/" + kind.service();
    }

    HookRequest request() {
        return request(Edition.R2_2);
    }

    HookRequest request(Edition edition) {
        return HookRequestReader.read(json().getBytes(UTF_8), kind, edition);
    }
}
