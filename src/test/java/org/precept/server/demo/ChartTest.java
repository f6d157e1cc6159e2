package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

/** The clinic's charts, read from the packed files, and the request made of one. */
class ChartTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final Charts charts = new Charts(FHIR, new ObjectMapper(), Clock.systemUTC());

    @Test
    void everyMemberIsAPatientOfTheClinicUnderItsOwnIds() {
        assertThat(charts.all()).hasSize(16).allSatisfy(chart -> {
            ClinicPatient patient = chart.patient();
            assertThat(patient.id()).isEqualTo("ehr-" + patient.key());
            assertThat(patient.coverage().getBeneficiary().getReference()).isEqualTo("Patient/" + patient.id());
            assertThat(patient.coverage().getPayorFirstRep().getIdentifier().getValue())
                    .isNotBlank();
            assertThat(chart.all()).noneMatch(QuestionnaireResponse.class::isInstance);
            assertThat(chart.all().stream().map(FHIR.newJsonParser()::encodeResourceToString))
                    .noneMatch(json -> json.contains("demo-"));
        });
    }

    @Test
    void anOrderIsTheSignedOneOrMadeOfTheRequest() {
        assertThat(charts.of("ben").order().order()).isInstanceOfSatisfying(MedicationRequest.class, order -> {
            assertThat(order.getIdPart()).isEqualTo("order-ben");
            assertThat(order.getDispenseRequest().getQuantity().getCode()).isEqualTo("mg");
        });
        assertThat(charts.of("mara").order().order())
                .isInstanceOfSatisfying(
                        MedicationRequest.class,
                        order -> assertThat(order.getStatus()).isEqualTo(MedicationRequestStatus.DRAFT));
        assertThat(charts.of("carla").order().order()).isInstanceOfSatisfying(ServiceRequest.class, order -> {
            assertThat(order.getAuthoredOnElement().getValueAsString()).isEqualTo("2026-11-02");
            assertThat(order.getOccurrenceDateTimeType().getValueAsString()).isEqualTo("2026-11-16");
            assertThat(order.getQuantityQuantity().getValue()).isEqualByComparingTo("60");
            assertThat(order.getInsuranceFirstRep().getReference()).isEqualTo("Coverage/ehr-carla");
        });
    }

    @Test
    void aChartTakesNoMoreThanItHasRoomFor() {
        Chart chart = charts.of("ben");
        for (int i = 0; i < 40; i++) {
            chart.create(new DocumentReference());
        }

        assertThatThrownBy(() -> chart.create(new DocumentReference()))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(507));
    }

    @Test
    void aResourceThatIsTooLargeIsNotTaken() {
        DocumentReference large = new DocumentReference().setDescription("x".repeat(10_000_001));

        assertThatThrownBy(() -> charts.of("ben").create(large))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(507));
    }

    @Test
    void theRequestCarriesTheAnswersAndTheOrderUnderNamesOfTheBundle() {
        Chart chart = charts.of("ben");
        QuestionnaireResponse response = answered(chart);

        Bundle request = RequestBundle.of(chart.patient(), chart.order().order(), response, FHIR);

        Claim claim = (Claim) request.getEntryFirstRep().getResource();
        assertThat(request.getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .filter(QuestionnaireResponse.class::isInstance))
                .hasSize(1);
        QuestionnaireResponse sent = sent(request, QuestionnaireResponse.class);
        assertThat(sent.getSubject().getReference())
                .isEqualTo(claim.getPatient().getReference());
        assertThat(claim.getSupportingInfoFirstRep().getValueReference().getReference())
                .isEqualTo("urn:uuid:" + sent.getIdPart());
        assertThat(claim.getItemFirstRep().getExtension())
                .anyMatch(extension -> extension.getValue() instanceof Reference order
                        && order.getReference()
                                .equals("urn:uuid:"
                                        + sent(request, MedicationRequest.class).getIdPart()));
        assertThat(FHIR.newJsonParser().encodeResourceToString(request)).doesNotContain("ehr-ben");
    }

    @Test
    void theSameVersionOfAResponseGivesTheSameRequest() {
        Chart chart = charts.of("ben");
        QuestionnaireResponse response = answered(chart);

        List<String> requests = List.of(request(chart, response), request(chart, response));
        QuestionnaireResponse next = (QuestionnaireResponse) chart.update(response.copy(), null);

        assertThat(requests.get(0)).isEqualTo(requests.get(1)).isNotEqualTo(request(chart, next));
    }

    private static String request(Chart chart, QuestionnaireResponse response) {
        return FHIR.newJsonParser()
                .encodeResourceToString(
                        RequestBundle.of(chart.patient(), chart.order().order(), response, FHIR));
    }

    private static QuestionnaireResponse answered(Chart chart) {
        QuestionnaireResponse response = new QuestionnaireResponse()
                .setStatus(QuestionnaireResponseStatus.COMPLETED)
                .setQuestionnaire("https://precept.example/fhir/Questionnaire/a-form|1.0.0")
                .setSubject(new Reference("Patient/ehr-ben"))
                .setAuthor(new Reference("https://clinic.example/demo-ehr/fhir/Practitioner/alex"));
        response.addExtension(
                "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context",
                new Reference("MedicationRequest/order-ben"));
        return (QuestionnaireResponse) chart.create(response);
    }

    private static <T extends Resource> T sent(Bundle request, Class<T> type) {
        return request.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
