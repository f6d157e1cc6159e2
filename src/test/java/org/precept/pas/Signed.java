package org.precept.pas;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.CodeSystems;
import org.precept.record.SignedOrders;
import org.precept.support.PasBundle;

/** Signed orders for tests: infusions of alemtuzumab, ordered by the neurologist of {@link PasBundle}. */
final class Signed {

    private final String payer;
    private final String number;
    private final List<EvidenceItem> orders = new ArrayList<>();
    private final List<EvidenceItem> evidence = new ArrayList<>();
    private @Nullable String server = "https://ehr.example/fhir";

    private Signed(String payer, String number) {
        this.payer = payer;
        this.number = number;
        Practitioner practitioner = new Practitioner();
        practitioner.setId("dr1");
        practitioner.addIdentifier().setSystem(CodeSystems.NPI).setValue(PasBundle.PRACTITIONER_NPI);
        practitioner.addName().setFamily("Bone");
        PractitionerRole role = new PractitionerRole();
        role.setId("r1");
        role.setPractitioner(new Reference("Practitioner/dr1"));
        role.addSpecialty(
                new CodeableConcept(new Coding().setSystem(CodeSystems.NUCC).setCode("2084N0400X")));
        with(practitioner).with(role);
    }

    static Signed of(String payer, String number) {
        return new Signed(payer, number);
    }

    Signed withoutServer() {
        server = null;
        return this;
    }

    Signed with(Resource resource) {
        evidence.add(item(resource));
        return this;
    }

    Signed infusion(String id, @Nullable Integer units) {
        ServiceRequest order = new ServiceRequest();
        order.setId(id);
        order.setSubject(new Reference("Patient/p1"));
        order.setEncounter(new Reference("Encounter/not-sent"));
        order.setCode(
                new CodeableConcept(new Coding().setSystem(CodeSystems.HCPCS).setCode("J0202")));
        order.addReasonCode(
                new CodeableConcept(new Coding().setSystem(CodeSystems.ICD10CM).setCode("G35.A")));
        order.addLocationCode(new CodeableConcept(
                new Coding().setSystem(CodeSystems.PLACE_OF_SERVICE).setCode("22")));
        order.setAuthoredOnElement(new DateTimeType("2026-11-02"));
        order.setRequester(new Reference("PractitionerRole/r1"));
        if (units != null) {
            order.setQuantity(new Quantity().setValue(BigDecimal.valueOf(units)));
        }
        orders.add(item(order));
        return this;
    }

    SignedOrders orders() {
        Patient patient = new Patient();
        patient.setId("p1");
        patient.setBirthDateElement(new DateType("1990-01-02"));
        Coverage coverage = new Coverage();
        coverage.setId("cov1");
        coverage.setStatus(CoverageStatus.ACTIVE);
        coverage.addPayor().setReference("Organization/not-sent");
        coverage.setBeneficiary(new Reference("Patient/p1"));
        return new SignedOrders(
                payer,
                number,
                "hook-1",
                server,
                patient,
                coverage,
                LocalDate.of(2026, 11, 2),
                orders,
                evidence,
                Instant.parse("2026-11-02T10:00:00Z"));
    }

    private static EvidenceItem item(Resource resource) {
        return new EvidenceItem(
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource, Origin.REQUEST);
    }
}
