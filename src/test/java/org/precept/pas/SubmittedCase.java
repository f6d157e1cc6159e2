package org.precept.pas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.cases.CaseFacts;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.CodeSystems;

/** The facts of a policy case as the Bundle of a request. */
final class SubmittedCase {
    static final String NUMBER = "M1";
    private static final String EHR = "https://ehr.example/fhir/";

    private final Bundle bundle = new Bundle();
    private final Claim claim = new Claim();

    private SubmittedCase() {}

    static Bundle of(CaseFacts facts) {
        return new SubmittedCase().bundle(facts);
    }

    private Bundle bundle(CaseFacts facts) {
        claim.setId(UUID.randomUUID().toString());
        add(claim);
        bundle.setType(BundleType.COLLECTION);
        bundle.setIdentifier(
                claim.addIdentifier().setSystem("https://clinic.example/claim").setValue(claim.getIdPart()));
        bundle.getTimestampElement().setValueAsString(facts.request().requestDate() + "T10:00:00Z");
        claim.setStatus(ClaimStatus.ACTIVE).setUse(Use.PREAUTHORIZATION);
        claim.setType(new CodeableConcept().setText("professional"));
        claim.setPriority(new CodeableConcept().setText("normal"));
        claim.setCreatedElement(new DateTimeType(facts.request().requestDate().toString()));
        patient(facts);
        Organization clinic = new Organization();
        clinic.setId("clinic");
        claim.setProvider(new Reference(add(clinic)));
        facts.withRequest().forEach(item -> add(item.resource().copy()));
        prescriber(facts);
        facts.request()
                .indications()
                .forEach(coding -> claim.addDiagnosis()
                        .setSequence(claim.getDiagnosis().size())
                        .setDiagnosis(new CodeableConcept(coding)));
        item(facts);
        return bundle;
    }

    private void patient(CaseFacts facts) {
        Patient patient = new Patient();
        patient.setId("p1");
        if (facts.request().statedBirthDate() != null) {
            patient.setBirthDateElement(
                    new DateType(facts.request().statedBirthDate().toString()));
        }
        claim.setPatient(new Reference(add(patient)));
        Organization insurer = new Organization();
        insurer.setId("payer");
        insurer.addIdentifier()
                .setSystem(CodeSystems.PAYER)
                .setValue(facts.request().payer());
        claim.setInsurer(new Reference(add(insurer)));
        Coverage coverage = new Coverage();
        coverage.setId("cov1");
        coverage.setStatus(CoverageStatus.ACTIVE).setSubscriberId(NUMBER);
        coverage.setBeneficiary(claim.getPatient());
        coverage.addPayor(claim.getInsurer());
        claim.addInsurance().setSequence(1).setFocal(true).setCoverage(new Reference(add(coverage)));
    }

    /** One who came with the request; a name that leads nowhere could not be sent. */
    private void prescriber(CaseFacts facts) {
        Set<String> sent = Set.copyOf(
                facts.withRequest().stream().map(EvidenceItem::reference).toList());
        facts.request().prescribers().stream()
                .filter(sent::contains)
                .findFirst()
                .ifPresent(reference -> claim.addCareTeam()
                        .setSequence(1)
                        .setProvider(new Reference(EHR + reference))
                        .addExtension(Pas.CARE_TEAM_CLAIM_SCOPE, new BooleanType(true)));
    }

    private void item(CaseFacts facts) {
        ItemComponent item = claim.addItem().setSequence(1);
        item.setProductOrService(new CodeableConcept().setCoding(codes(facts)));
        item.setServiced(new DateType(facts.request().serviceDate().toString()));
        BigDecimal units = facts.request().units();
        if (units != null) {
            item.setQuantity(new Quantity().setValue(units));
        }
        if (facts.request().placeOfService() != null) {
            item.setLocation(new CodeableConcept(new Coding()
                    .setSystem(CodeSystems.PLACE_OF_SERVICE)
                    .setCode(facts.request().placeOfService())));
        }
    }

    private static List<Coding> codes(CaseFacts facts) {
        if (!facts.codes().isEmpty()) {
            return facts.codes();
        }
        return switch (facts.request().product()) {
            case "lemtrada" -> List.of(new Coding().setSystem(CodeSystems.HCPCS).setCode("J0202"));
            case "kesimpta" -> List.of(new Coding().setSystem(CodeSystems.NDC).setCode("0078-1007-68"));
            default -> List.of(new Coding().setSystem(CodeSystems.HCPCS).setCode("J9010"));
        };
    }

    private String add(Resource resource) {
        String name = EHR + resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        bundle.addEntry().setFullUrl(name).setResource(resource);
        return name;
    }
}
