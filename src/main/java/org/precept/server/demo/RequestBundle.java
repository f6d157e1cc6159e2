package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The PAS request of a patient's order with the answers that the form app filed: the request of the demo's files, its
 * answers exchanged. The same version of a response gives the same request.
 */
final class RequestBundle {

    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/";
    private static final String DOCUMENT = PAS + "StructureDefinition/extension-documentInformation";
    private static final String ORDERED = PAS + "StructureDefinition/extension-requestedService";
    private static final int SHORT = 8;

    private final FhirContext fhir;
    private final Bundle bundle;
    private final Map<String, String> ours = new HashMap<>();
    private final String seed;

    private RequestBundle(ClinicPatient patient, QuestionnaireResponse response, FhirContext fhir) {
        this.fhir = fhir;
        this.bundle = patient.request().copy();
        this.seed = response.getIdPart() + "/" + response.getMeta().getVersionId();
    }

    /** @param order as the payer answered it */
    static Bundle of(ClinicPatient patient, DomainResource order, QuestionnaireResponse response, FhirContext fhir) {
        return new RequestBundle(patient, response, fhir).build(patient, order, response);
    }

    private Bundle build(ClinicPatient patient, DomainResource order, QuestionnaireResponse response) {
        bundle.getEntry().removeIf(entry -> entry.getResource() instanceof QuestionnaireResponse);
        ours.put(ClinicPatient.reference(patient.patient()), fullUrl(Patient.class));
        ours.put(ClinicPatient.reference(patient.coverage()), fullUrl(Coverage.class));
        ours.put(ClinicPatient.reference(patient.practitioner()), fullUrl(Practitioner.class));
        ours.put(ClinicPatient.reference(patient.role()), fullUrl(PractitionerRole.class));
        Claim claim = (Claim) bundle.getEntryFirstRep().getResource();
        name(
                claim,
                patient.key().toUpperCase(Locale.ROOT) + "-"
                        + response.getIdPart().substring(0, SHORT),
                response);
        order(claim, order);
        String answers = add("answers", response);
        claim.setSupportingInfo(null);
        claim.addSupportingInfo()
                .setSequence(1)
                .setCategory(concept(PAS + "CodeSystem/PASTempCodes", "additionalInformation"))
                .setValue(new Reference(answers))
                .addExtension(reportType());
        return bundle;
    }

    private void name(Claim claim, String request, QuestionnaireResponse response) {
        bundle.setId(uuid("bundle"));
        bundle.getIdentifier().setValue(request + "-" + response.getMeta().getVersionId());
        claim.getIdentifierFirstRep().setValue(request);
    }

    /** The prescription that the bundle has already, else the order of the chart as one more entry. */
    private void order(Claim claim, DomainResource order) {
        boolean prescribed =
                bundle.getEntry().stream().anyMatch(entry -> entry.getResource() instanceof MedicationRequest);
        String name = prescribed ? fullUrl(MedicationRequest.class) : add("order", order);
        ours.put(ClinicPatient.reference(order), name);
        if (!prescribed) {
            claim.getItemFirstRep().addExtension(new Extension(ORDERED, new Reference(name)));
        }
    }

    private String add(String role, DomainResource resource) {
        DomainResource copy = (DomainResource) resource.copy();
        String id = uuid(role);
        copy.setId(id);
        copy.setMeta(null);
        fhir.newTerser()
                .getAllPopulatedChildElementsOfType(copy, Reference.class)
                .forEach(this::point);
        bundle.addEntry().setFullUrl("urn:uuid:" + id).setResource(copy);
        return "urn:uuid:" + id;
    }

    /** A reference into the chart becomes one into the bundle. */
    private void point(Reference reference) {
        if (reference.hasReference()) {
            String local = reference.getReference().replaceFirst("^https?://.*/(?=[A-Z][A-Za-z]+/[^/]+$)", "");
            reference.setReference(ours.getOrDefault(local, reference.getReference()));
        }
    }

    private String fullUrl(Class<? extends Resource> type) {
        return bundle.getEntry().stream()
                .filter(entry -> type.isInstance(entry.getResource()))
                .map(BundleEntryComponent::getFullUrl)
                .findFirst()
                .orElseThrow();
    }

    private String uuid(String role) {
        return UUID.nameUUIDFromBytes((seed + "/" + role).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** X12 755 PY: physician's report. */
    private static Extension reportType() {
        Extension extension = new Extension().setUrl(DOCUMENT);
        extension.addExtension("reportTypeCode", concept("https://codesystem.x12.org/005010/755", "PY"));
        return extension;
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding(system, code, null));
    }
}
