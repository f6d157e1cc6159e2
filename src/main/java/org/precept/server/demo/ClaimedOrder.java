package org.precept.server.demo;

import java.util.List;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** The draft order that a clinic would have signed before it sent a PAS request. */
final class ClaimedOrder {

    private final Claim claim;
    private final Reference subject;
    private final Reference coverage;
    private final Reference requester;
    private final String id;

    ClaimedOrder(Claim claim, String id, String patient, String coverage, String requester) {
        this.claim = claim;
        this.id = id;
        this.subject = new Reference(patient);
        this.coverage = new Reference(coverage);
        this.requester = new Reference(requester);
    }

    /** The prescription of the bundle when there is one, else an order of what the first item asks for. */
    DomainResource from(Bundle request) {
        return request.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(MedicationRequest.class::isInstance)
                .map(MedicationRequest.class::cast)
                .findFirst()
                .map(this::draft)
                .map(DomainResource.class::cast)
                .orElseGet(this::service);
    }

    private MedicationRequest draft(MedicationRequest prescription) {
        MedicationRequest order = prescription.copy();
        order.setMeta(null);
        order.setId(id);
        return order.setStatus(MedicationRequestStatus.DRAFT)
                .setIntent(MedicationRequestIntent.ORIGINALORDER)
                .setSubject(subject)
                .setRequester(requester)
                .setReasonCode(reasons())
                .setInsurance(List.of(coverage));
    }

    private ServiceRequest service() {
        ItemComponent item = claim.getItemFirstRep();
        ServiceRequest order = new ServiceRequest()
                .setStatus(ServiceRequestStatus.DRAFT)
                .setIntent(ServiceRequestIntent.ORIGINALORDER)
                .setCode(item.getProductOrService())
                .setSubject(subject)
                .setOccurrence(day(item.getServicedDateType()))
                .setRequester(requester)
                .addLocationCode(item.getLocationCodeableConcept())
                .setReasonCode(reasons())
                .setInsurance(List.of(coverage));
        order.setAuthoredOnElement(day(claim.getCreatedElement()));
        if (item.hasQuantity()) {
            order.setQuantity(new Quantity().setValue(item.getQuantity().getValue()));
        }
        order.setId(id);
        return order;
    }

    private static DateTimeType day(BaseDateTimeType date) {
        String text = date.getValueAsString();
        return new DateTimeType(text.substring(0, Math.min(text.length(), "2026-11-02".length())));
    }

    private List<CodeableConcept> reasons() {
        return claim.getDiagnosis().stream()
                .map(Claim.DiagnosisComponent::getDiagnosisCodeableConcept)
                .toList();
    }
}
