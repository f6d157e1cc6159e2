package org.precept.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.MedicationStatement.MedicationStatementStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** Made-up members for the tests of the store; every id begins with the member's own prefix. */
final class Records {

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<Resource> resources = new ArrayList<>();

    String id(String name) {
        return prefix + name;
    }

    /** A member number that no other test uses. */
    String number() {
        return prefix + "number";
    }

    Reference patient() {
        return new Reference("Patient/" + id("patient"));
    }

    Patient patient(String payer) {
        Patient patient = new Patient();
        patient.addIdentifier(identifier(payer, number()));
        return named(patient, "patient");
    }

    static Identifier identifier(String payer, String number) {
        return new Identifier()
                .setType(new CodeableConcept(new Coding("http://terminology.hl7.org/CodeSystem/v2-0203", "MB", null)))
                .setSystem("https://precept.example/member/" + payer)
                .setValue(number);
    }

    Coverage coverage(String payer) {
        Coverage coverage = new Coverage()
                .setStatus(CoverageStatus.ACTIVE)
                .setSubscriberId(number())
                .setBeneficiary(patient());
        coverage.addPayor(new Reference()
                .setIdentifier(new Identifier()
                        .setSystem("https://precept.example/payer")
                        .setValue(payer)));
        return named(coverage, "coverage-" + payer);
    }

    Observation observation(String name) {
        Observation observation = new Observation().setStatus(ObservationStatus.FINAL);
        observation
                .setCode(new CodeableConcept().setText(name))
                .setSubject(patient())
                .setEffective(new DateTimeType("2026-01-05"));
        return named(observation, name);
    }

    /** A member of mmm with coverage and {@link #everything}. */
    Records member() {
        patient("mmm");
        coverage("mmm");
        return everything();
    }

    /** One of every clinical type, an order by a role whose practitioner and medication are stored too. */
    Records everything() {
        named(new Condition().setSubject(patient()), "condition");
        observation("observation");
        named(new Medication().setCode(new CodeableConcept().setText("a drug")), "medication");
        named(new Practitioner().setActive(true), "practitioner");
        named(new PractitionerRole().setPractitioner(new Reference("Practitioner/" + id("practitioner"))), "role");
        named(
                new MedicationRequest()
                        .setStatus(MedicationRequestStatus.COMPLETED)
                        .setIntent(MedicationRequestIntent.ORDER)
                        .setMedication(new Reference("Medication/" + id("medication")))
                        .setRequester(new Reference("PractitionerRole/" + id("role")))
                        .setSubject(patient()),
                "order");
        CodeableConcept drug = new CodeableConcept().setText("another drug");
        named(
                new MedicationStatement()
                        .setStatus(MedicationStatementStatus.STOPPED)
                        .setMedication(drug)
                        .setSubject(patient()),
                "statement");
        named(
                new MedicationAdministration()
                        .setStatus(MedicationAdministrationStatus.COMPLETED)
                        .setMedication(drug)
                        .setSubject(patient()),
                "administration");
        named(
                new MedicationDispense()
                        .setStatus(MedicationDispenseStatus.COMPLETED)
                        .setMedication(drug)
                        .setSubject(patient()),
                "dispense");
        named(
                new ServiceRequest()
                        .setStatus(ServiceRequestStatus.ACTIVE)
                        .setIntent(ServiceRequestIntent.ORDER)
                        .setSubject(patient()),
                "service");
        named(new Encounter().setStatus(EncounterStatus.FINISHED).setSubject(patient()), "encounter");
        named(new Procedure().setStatus(ProcedureStatus.COMPLETED).setSubject(patient()), "procedure");
        named(new DiagnosticReport().setStatus(DiagnosticReportStatus.FINAL).setSubject(patient()), "report");
        named(new DocumentReference().setStatus(DocumentReferenceStatus.CURRENT).setSubject(patient()), "document");
        named(
                new QuestionnaireResponse()
                        .setStatus(QuestionnaireResponseStatus.COMPLETED)
                        .setSubject(patient()),
                "answers");
        named(new AllergyIntolerance().setPatient(patient()), "allergy");
        named(new Immunization().setStatus(ImmunizationStatus.COMPLETED).setPatient(patient()), "immunization");
        return this;
    }

    <T extends Resource> T named(T resource, String name) {
        resource.setId(resource.fhirType() + "/" + id(name));
        resources.add(resource);
        return resource;
    }

    /** References of all that counts as evidence. */
    List<String> evidence() {
        return resources.stream()
                .filter(resource -> !(resource instanceof Patient) && !(resource instanceof Coverage))
                .map(resource ->
                        resource.getIdElement().toUnqualifiedVersionless().getValue())
                .toList();
    }

    /** A transaction that stores all of it under the given ids. */
    Bundle transaction() {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource resource : resources) {
            bundle.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(resource.getId());
        }
        return bundle;
    }
}
