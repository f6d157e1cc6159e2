package org.precept.pas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.precept.support.PasBundle;

/** The signing of the order behind a request of one item: the same evidence, the Claim's facts on the order. */
final class SigningCall {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SigningCall() {}

    /** The body of order-sign; {@code whatIf}: nothing is to be approved. */
    static String of(Bundle request, boolean whatIf) {
        Claim claim = (Claim) request.getEntryFirstRep().getResource();
        String ordered = claim.getItemFirstRep().getExtensionsByUrl(Pas.REQUESTED_SERVICE).stream()
                .map(extension -> ((Reference) extension.getValue()).getReference())
                .findFirst()
                .orElse("");
        ObjectNode call = JSON.createObjectNode();
        call.put("hook", "order-sign").put("hookInstance", UUID.randomUUID().toString());
        ObjectNode prefetch = call.putObject("prefetch");
        ArrayNode entries = prefetch.putObject("everything")
                .put("resourceType", "Bundle")
                .put("type", "searchset")
                .putArray("entry");
        DomainResource order = service(claim);
        String patient = "";
        for (BundleEntryComponent entry : request.getEntry()) {
            Resource resource = entry.getResource();
            if (resource instanceof MedicationRequest medication
                    && entry.getFullUrl().equals(ordered)) {
                order = medication(claim, medication.copy());
            } else if (!(resource instanceof Claim)) {
                entries.addObject().put("fullUrl", entry.getFullUrl()).set("resource", read(resource));
                patient = resource instanceof Patient ? resource.getIdElement().getIdPart() : patient;
            }
        }
        ObjectNode context = call.putObject("context");
        context.put("userId", "Practitioner/user").put("patientId", patient);
        ObjectNode drafts = context.putObject("draftOrders");
        drafts.put("resourceType", "Bundle").put("type", "collection");
        drafts.putArray("entry").addObject().set("resource", read(order));
        if (whatIf) {
            call.putObject("extension").putObject("davinci-crd.configuration").put("unsolicited-determ", false);
        }
        return call.toString();
    }

    private static ServiceRequest service(Claim claim) {
        ItemComponent item = claim.getItemFirstRep();
        ServiceRequest order = new ServiceRequest();
        order.setId("order-1");
        order.setStatus(ServiceRequestStatus.DRAFT).setIntent(ServiceRequestIntent.ORIGINALORDER);
        order.setCode(new CodeableConcept().setCoding(codes(item)));
        order.setSubject(claim.getPatient());
        order.setAuthoredOnElement(new DateTimeType(claim.getCreatedElement().getValueAsString()));
        if (claim.hasCareTeam()) {
            order.setRequester(claim.getCareTeamFirstRep().getProvider());
        }
        if (item.getServiced() instanceof DateType day) {
            order.setOccurrence(new DateTimeType(day.getValueAsString()));
        }
        if (item.hasQuantity()) {
            order.setQuantity(new Quantity().setValue(item.getQuantity().getValue()));
        }
        if (item.getLocation() instanceof CodeableConcept place) {
            order.addLocationCode(place);
        }
        claim.getDiagnosis().forEach(diagnosis -> order.addReasonCode((CodeableConcept) diagnosis.getDiagnosis()));
        return order;
    }

    private static MedicationRequest medication(Claim claim, MedicationRequest order) {
        ItemComponent item = claim.getItemFirstRep();
        codes(item).forEach(coding -> order.getMedicationCodeableConcept().addCoding(coding));
        order.setRequester(claim.getCareTeamFirstRep().getProvider());
        order.getDispenseRequest()
                .getValidityPeriod()
                .setStartElement(new DateTimeType(((DateType) item.getServiced()).getValueAsString()));
        claim.getDiagnosis().forEach(diagnosis -> order.addReasonCode((CodeableConcept) diagnosis.getDiagnosis()));
        return order;
    }

    private static List<Coding> codes(ItemComponent item) {
        List<Coding> codes =
                new java.util.ArrayList<>(item.getProductOrService().getCoding());
        item.getDetail()
                .forEach(detail -> codes.addAll(detail.getProductOrService().getCoding()));
        return codes;
    }

    private static com.fasterxml.jackson.databind.JsonNode read(Resource resource) {
        try {
            return JSON.readTree(PasBundle.json(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
