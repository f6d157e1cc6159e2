package org.precept.crd;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.precept.fhir.RejectedRequest;

/** Calls that name what they are about, and an EHR that has it. */
class HooksFromEhrTest {
    @RegisterExtension
    static final WireMockExtension EHR = WireMockExtension.newInstance()
            .options(options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    /** Unknown extensions, numbers with zeros, contained resources and strange spacing: all must come back. */
    private static final String ORDER = """
            { "resourceType" : "ServiceRequest", "id":"o1",
              "contained":[{"resourceType":"Organization","id":"c","extension":[{"url":"urn:x","valueDecimal":1.50}]}],
              "modifierExtension":[], "x-unknown":[1e2, 0.000, -0], "status":"active", "intent":"order",
              "code":{"coding":[{"system":"%s","code":"J0202"}]}, "subject":{"reference":"Patient/p1"},
              "quantityQuantity":{"value":60.00}, "authoredOn":"2026-03-01", "performer":[{"reference":"#c"}] }""".formatted(Calls.HCPCS).strip();

    private final FakePayer payer = new FakePayer();

    @BeforeEach
    void nothingElse() {
        EHR.stubFor(any(anyUrl()).willReturn(notFound()).atPriority(10));
    }

    @Test
    void aDispatchedOrderAndItsPerformerAreRead() {
        has("ServiceRequest/o1", ORDER);
        has("PractitionerRole/r9", """
                {"resourceType":"PractitionerRole","id":"r9","healthcareService":[{"reference":"HealthcareService/h1"}]}""");
        has("HealthcareService/h1", """
                {"resourceType":"HealthcareService","id":"h1","location":[{"reference":"Location/l1"}]}""");
        has("Location/l1", """
                {"resourceType":"Location","id":"l1","type":[{"coding":[{"system":\
                "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set","code":"19"}]}]}""");

        Answered answer = payer.answer(
                Calls.of("caresource-passe").ehr(base(), "t").dispatch("PractitionerRole/r9", "ServiceRequest/o1"));

        assertThat(payer.asked.get(0).placeOfService()).isEqualTo("19");
        assertThat(new String(answer.answer().body(), UTF_8)).contains(annotated(ORDER));
    }

    @Test
    void theOrderOfAnAppointmentIsRead() {
        has("ServiceRequest/o1", ORDER);
        String appointment =
                Calls.appointment("a1", "2026-05-04", "\"basedOn\":[{\"reference\":\"ServiceRequest/o1\"}],");

        Answered answer = payer.answer(Calls.of("mmm").ehr(base(), "t").book(appointment));

        assertThat(payer.asked.get(0).serviceDate()).isEqualTo(LocalDate.of(2026, 5, 4));
        assertThat(new String(answer.answer().body(), UTF_8)).contains(annotated(ORDER), annotated(appointment));
    }

    @Test
    void anOrderThatTheEhrDoesNotHaveIsRefused() {
        Calls call = Calls.of("mmm").ehr(base(), "t").dispatch("Organization/x", "ServiceRequest/o1");

        RejectedRequest refused = catchThrowableOfType(() -> payer.answer(call), RejectedRequest.class);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .isEqualTo("context.dispatchedOrders");
    }

    @Test
    void thePatientsOtherOrdersAreAskedForAlthoughTheDispatchedOneIsAtHand() {
        EHR.stubFor(get(urlPathEqualTo("/fhir/ServiceRequest"))
                .willReturn(okForContentType(
                        "application/fhir+json", Calls.bundle(ORDER.replace("\"id\":\"o1\"", "\"id\":\"earlier\"")))));

        payer.answer(Calls.of("mmm")
                .ehr(base(), "t")
                .prefetch("serviceRequests", Calls.bundle(ORDER))
                .dispatch("Organization/x", "ServiceRequest/o1"));

        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .contains("ServiceRequest/o1", "ServiceRequest/earlier");
    }

    @Test
    void dischargeSaysWhatItCouldNotSee() {
        EHR.stubFor(any(anyUrl()).willReturn(serverError()).atPriority(1));

        Answered answer = payer.answer(Calls.of("mmm")
                .ehr(base(), "t")
                .prefetch(
                        "medicationRequests", Calls.bundle(Calls.lemtrada("m1").replace("draft", "active")))
                .encounter(HookKind.ENCOUNTER_DISCHARGE));

        assertThat(answer.json().at("/cards/0/detail").asText()).contains("could be read", "MedicationStatement");
        EHR.resetAll();
    }

    private static String annotated(String resource) {
        return resource.substring(0, resource.length() - 1) + ",\"extension\":[{";
    }

    private static void has(String reference, String resource) {
        EHR.stubFor(get(urlPathEqualTo("/fhir/" + reference))
                .willReturn(okForContentType("application/fhir+json", resource)));
    }

    private static String base() {
        return "http://127.0.0.1:" + EHR.getPort() + "/fhir";
    }
}
