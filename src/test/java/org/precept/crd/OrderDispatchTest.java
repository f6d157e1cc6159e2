package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.RejectedRequest;

class OrderDispatchTest {
    private static final String POS =
            "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set";
    private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

    private final FakePayer payer = new FakePayer();

    @Test
    void theOrderIsFoundUnderAnyKeyOfThePrefetch() {
        String order = Calls.lemtrada("o1").replace("\"value\":60.00", "\"value\":6.000E1,\"x-unknown\":[1e2, 0.0]");

        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("anything", Calls.bundle(order))
                .dispatch("Organization/site", "MedicationRequest/o1"));

        assertThat(answer.json().path("systemActions")).hasSize(1);
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(new String(answer.answer().body(), UTF_8))
                .contains(order.substring(0, order.length() - 1) + ",\"extension\":[{");
        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .containsOnlyOnce("MedicationRequest/o1");
    }

    @Test
    void olderFormsAreUnderstood() {
        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("order", Calls.infusion("o1"))
                .dispatch("Organization/site")
                .context("""
                        "order":"ServiceRequest/o1","performer":"Organization/site","task":{"resourceType":"Task",\
                        "id":"t1","status":"requested","intent":"order","focus":{"reference":"ServiceRequest/o1"}}"""));

        assertThat(answer.json().path("systemActions")).hasSize(1);
        assertThat(answer.json().at("/systemActions/0/resource/resourceType").asText())
                .isEqualTo("ServiceRequest");
    }

    @ParameterizedTest
    @CsvSource({
        POS + ",19,19",
        POS + ",22,22",
        POS + ",11,11",
        ROLES + ",PTRES,12",
        ROLES + ",HOSP,",
        "http://x.example,22,",
    })
    void thePerformersLocationIsThePlaceOfService(String system, String code, String place) {
        payer.answer(Calls.of("caresource-passe")
                .prefetch("serviceRequests", Calls.bundle(withoutPlace("o1")))
                .prefetch("practitionerRoles", Calls.bundle("""
                        {"resourceType":"PractitionerRole","id":"r9","location":[{"reference":"Location/l1"}]}"""))
                .prefetch("locations", Calls.bundle(location("l1", system, code)))
                .dispatch("PractitionerRole/r9", "ServiceRequest/o1"));

        assertThat(payer.asked.get(0).placeOfService()).isEqualTo(place);
    }

    @Test
    void wherePerformersAreFound() {
        String type = "\"type\":[{\"coding\":[{\"system\":\"" + POS + "\",\"code\":\"22\"}]}]";
        assertThat(place("Organization/x", "{\"resourceType\":\"Organization\",\"id\":\"x\"," + type + "}"))
                .isEqualTo("22");
        assertThat(place("Location/l1", location("l1", POS, "22"))).isEqualTo("22");
        assertThat(place(
                        "HealthcareService/x",
                        "{\"resourceType\":\"HealthcareService\",\"id\":\"x\",\"location\":[{\"reference\":\"Location/l1\"}]}",
                        location("l1", POS, "22")))
                .isEqualTo("22");
        assertThat(place(
                        "CareTeam/x",
                        "{\"resourceType\":\"CareTeam\",\"id\":\"x\",\"managingOrganization\":[{\"reference\":\"Organization/y\"}]}",
                        "{\"resourceType\":\"Organization\",\"id\":\"y\"," + type + "}"))
                .isEqualTo("22");
        assertThat(place("Practitioner/dr1")).isNull();
    }

    @Test
    void whoCarriesItOutCountsMoreThanWhatWasOrdered() {
        payer.answer(Calls.of("caresource-passe")
                .prefetch("serviceRequests", Calls.bundle(Calls.infusion("o1")))
                .prefetch("locations", Calls.bundle(location("home", POS, "12")))
                .dispatch("Location/home", "ServiceRequest/o1"));

        assertThat(payer.asked.get(0).placeOfService()).isEqualTo("12");
    }

    @Test
    void severalOrdersAreAnswered() {
        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("medicationRequests", Calls.bundle(Calls.lemtrada("o1")))
                .prefetch("visionPrescriptions", Calls.bundle("""
                        {"resourceType":"VisionPrescription","id":"v1","status":"active",\
                        "patient":{"reference":"Patient/p1"}}"""))
                .dispatch("Organization/x", "MedicationRequest/o1", "VisionPrescription/v1", "DeviceRequest/gone"));

        assertThat(answer.json().path("systemActions")).hasSize(2);
        assertThat(answer.said(1, "covered")).containsExactly("indeterminate");
        assertThat(answer.said(0, "coverage-assertion-id")).isEqualTo(answer.said(1, "coverage-assertion-id"));
        assertThat(answer.json().path("cards").findValuesAsText("detail").toString())
                .contains("DeviceRequest/gone");
    }

    @Test
    void ordersThatAreNowhere() {
        assertThat(status(Calls.of("mmm").dispatch("Organization/x", "MedicationRequest/o1")))
                .isEqualTo(412);
        assertThat(status(Calls.of("mmm")
                        .prefetch("o", Calls.lemtrada("o1").replace("Patient/p1", "Patient/p2"))
                        .dispatch("Organization/x", "MedicationRequest/o1")))
                .isEqualTo(400);
        Answered down = payer.answer(
                Calls.of("mmm").ehr("http://127.0.0.1:1/fhir", "t").dispatch("Organization/x", "MedicationRequest/o1"));
        assertThat(down.json().path("systemActions")).isEmpty();
        assertThat(down.json().at("/cards/0/detail").asText()).contains("MedicationRequest/o1");
    }

    private String place(String performer, String... resources) {
        payer.asked.clear();
        payer.answer(Calls.of("caresource-passe")
                .prefetch("serviceRequests", Calls.bundle(withoutPlace("o1")))
                .prefetch("others", Calls.bundle(resources))
                .dispatch(performer, "ServiceRequest/o1"));
        return payer.asked.get(0).placeOfService();
    }

    private int status(Calls call) {
        return catchThrowableOfType(() -> payer.answer(call), RejectedRequest.class)
                .status();
    }

    private static String withoutPlace(String id) {
        String order = Calls.infusion(id);
        return order.substring(0, order.indexOf(",\"locationCode\"")) + "}";
    }

    private static String location(String id, String system, String code) {
        return "{\"resourceType\":\"Location\",\"id\":\"" + id + "\",\"type\":[{\"coding\":[{\"system\":\"" + system
                + "\",\"code\":\"" + code + "\"}]}]}";
    }
}
