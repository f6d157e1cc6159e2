package org.precept.criteria;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;

/** A policy small enough to see through, for tests of the engine. */
final class TinyContent {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    static final Canonical LIBRARY = Canonical.parse("https://precept.example/fhir/Library/Tiny|1.0.0");
    static final String DRUGS = "https://precept.example/fhir/ValueSet/drugs";

    static final CqlText COMMON = new CqlText("Common.cql", """
            library Common version '1.0.0'
            using FHIR version '4.0.1'
            include FHIRHelpers version '4.0.1'
            parameter "Request Date" Date
            parameter "Quantity" Decimal
            parameter "Prescriber References" List<String>
            parameter "Practitioner Specialties" List<Tuple{reference String, specialty System.Code}>
            parameter "Request Reference" String
            context Patient
            define "Today Is": Today()
            """);

    static final CqlText TINY = new CqlText("Tiny.cql", """
            library Tiny version '1.0.0'
            using FHIR version '4.0.1'
            include FHIRHelpers version '4.0.1'
            include Common version '1.0.0' called C
            codesystem "NUCC": 'http://nucc.org/provider-taxonomy'
            valueset "drugs": 'https://precept.example/fhir/ValueSet/drugs'
            code "Neurology": '2084N0400X' from "NUCC"
            context Patient
            define "phase": if exists [MedicationAdministration: "drugs"] then 'continuation' else 'initial'
            define "results": [Observation] O sort by effective.value
            define "tested": (Last("results").value as FHIR.boolean).value
            define "tested evidence": "results"
            define "prescriber": exists (C."Practitioner Specialties" S
              where S.reference in C."Prescriber References" and S.specialty ~ "Neurology") or null
            define "prescriber evidence": C."Prescriber References"
            define "torn": null as Boolean
            define "torn conflict": exists [Observation]
            define "torn note": 'two results disagree'
            define "torn physician": true
            define "quantity": C."Quantity" <= 60.0
            define "quantity evidence": { C."Request Reference", C."Request Reference" }
            define "age": AgeInYearsAt(C."Request Date") >= 17
            define "age evidence": { Patient }
            define "today": C."Today Is"
            define "text": 'not a Boolean'
            """);

    private TinyContent() {}

    static CriteriaContent.Ready ready() {
        return ready(Duration.ofSeconds(10));
    }

    static CriteriaContent.Ready ready(Duration deadline) {
        return (CriteriaContent.Ready) CriteriaContent.build(
                List.of(TINY, COMMON), List.of(drugs()), FhirContext.forR4Cached(), new EngineLimits(2, 8, deadline));
    }

    static ValueSet drugs() {
        ValueSet drugs = new ValueSet().setUrl(DRUGS);
        drugs.getExpansion().addContains().setSystem(CodeSystems.HCPCS).setCode("J0202");
        drugs.getExpansion().addContains().setSystem(CodeSystems.NDC).setCode("58468020001");
        return drugs;
    }

    static RequestParameters request() {
        return new RequestParameters(
                TODAY,
                TODAY,
                BigDecimal.valueOf(60),
                null,
                BigDecimal.ZERO,
                null,
                true,
                false,
                null,
                null,
                List.of("https://ehr.example/fhir/Practitioner/p1"),
                List.of(),
                "urn:uuid:claim");
    }

    static EvidenceBundle evidence(EvidenceItem... items) {
        Patient patient = new Patient().setBirthDateElement(new org.hl7.fhir.r4.model.DateType("2000-01-01"));
        patient.setId("m1");
        return new EvidenceBundle(patient, List.of(items));
    }

    static EvidenceItem item(Resource resource, String id) {
        resource.setId(id);
        return new EvidenceItem(resource.fhirType() + "/" + id, resource, EvidenceItem.Origin.RECORD);
    }

    static EvidenceItem observation(String id, String date, boolean value) {
        Observation observation = new Observation()
                .setCode(new CodeableConcept(new Coding(CodeSystems.LOINC, "56888-1", "HIV 1+2 Ab")))
                .setEffective(new DateTimeType(date));
        observation.setValue(new org.hl7.fhir.r4.model.BooleanType(value));
        return item(observation, id);
    }

    static EvidenceItem role(String practitioner, String taxonomy) {
        PractitionerRole role = new PractitionerRole().setPractitioner(new Reference(practitioner));
        role.addSpecialty().addCoding().setSystem(CodeSystems.NUCC).setCode(taxonomy);
        return item(role, "role1");
    }

    static EvidenceItem practitioner(String taxonomy) {
        Practitioner practitioner = new Practitioner();
        practitioner
                .addQualification()
                .getCode()
                .addCoding()
                .setSystem(CodeSystems.NUCC)
                .setCode(taxonomy);
        practitioner.setId("p1");
        return new EvidenceItem("https://ehr.example/fhir/Practitioner/p1", practitioner, EvidenceItem.Origin.REQUEST);
    }
}
