package org.precept.support;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * Builds a prior authorization request as a provider's system sends it: valid against profile-pas-request-bundle of PAS
 * 2.2.1. Not reusable after {@link #build()}; every build has identifiers of its own.
 */
public final class PasBundle {

    public static final String PRACTITIONER_NPI = "1234567893";
    public static final String ORGANIZATION_NPI = "1245319599";

    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
    private static final String HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    private static final String NPI = "http://hl7.org/fhir/sid/us-npi";
    private static final String X12 = "https://codesystem.x12.org/005010/";
    private static final String PLACE_OF_SERVICE =
            "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set";

    private final Bundle bundle = new Bundle();
    private final Claim claim = new Claim();
    private final Patient patient = new Patient();
    private final Coverage coverage = new Coverage();
    private final Organization insurer = new Organization();
    private final Organization provider = new Organization();
    private final Practitioner practitioner = new Practitioner();
    private final PractitionerRole role = new PractitionerRole();
    private final List<Resource> evidence = new ArrayList<>();

    private PasBundle(String payer, String number) {
        List.of(claim, patient, coverage, insurer, provider, practitioner, role).forEach(PasBundle::identify);
        patient(payer, number);
        coverage(number);
        organizations(payer);
        prescriber();
        claim();
    }

    /** A request of a payer's member, by identifier value and member number; complete but for its items. */
    public static PasBundle of(String payer, String number) {
        return new PasBundle(payer, number);
    }

    /** Claim.created, by default 2026-11-16T09:30:00Z. */
    public PasBundle created(String created) {
        claim.setCreatedElement(new DateTimeType(created));
        return this;
    }

    /** Birth date on the request's Patient; by default there is none. */
    public PasBundle birthDate(String date) {
        patient.setBirthDateElement(new DateType(date));
        return this;
    }

    /** NUCC taxonomy of the prescriber; by default neurology. */
    public PasBundle specialty(String taxonomy) {
        role.getSpecialtyFirstRep().getCodingFirstRep().setCode(taxonomy).setDisplay(null);
        return this;
    }

    /** NPI of the prescriber; by default {@link #PRACTITIONER_NPI}. Its check digit must be right. */
    public PasBundle prescriberNpi(String npi) {
        practitioner.getIdentifierFirstRep().setValue(npi);
        return this;
    }

    /** NPI of the requesting organization; by default {@link #ORGANIZATION_NPI}. */
    public PasBundle organizationNpi(String npi) {
        provider.getIdentifierFirstRep().setValue(npi);
        return this;
    }

    /** An ICD-10-CM diagnosis. */
    public PasBundle diagnosis(String icd10) {
        claim.addDiagnosis()
                .setSequence(claim.getDiagnosis().size())
                .setDiagnosis(concept("http://hl7.org/fhir/sid/icd-10-cm", icd10));
        return this;
    }

    /** Expedited: priority stat. */
    public PasBundle expedited() {
        claim.setPriority(concept("http://terminology.hl7.org/CodeSystem/processpriority", "stat"));
        return this;
    }

    /** An item billed with a HCPCS code; units null: without quantity; serviced null: without date. */
    public PasBundle item(String hcpcs, @Nullable Integer units, String placeOfService, @Nullable String serviced) {
        ItemComponent item = claim.addItem();
        item.setSequence(claim.getItem().size());
        item.addExtension(PAS + "extension-serviceItemRequestType", concept(X12 + "1525", "HS"));
        item.addExtension(PAS + "extension-certificationType", concept(X12 + "1322", "I"));
        item.addExtension(
                PAS + "extension-itemTraceNumber",
                new Identifier()
                        .setSystem("https://provider.example/trace")
                        .setValue(UUID.randomUUID().toString()));
        item.setCategory(concept(X12 + "1365", "1"));
        item.setProductOrService(concept(HCPCS, hcpcs));
        item.setLocation(concept(PLACE_OF_SERVICE, placeOfService));
        if (serviced != null) {
            item.setServiced(new DateType(serviced));
        }
        if (units != null) {
            item.setQuantity(new Quantity()
                    .setValue(BigDecimal.valueOf(units))
                    .setUnit("Unit")
                    .setSystem(X12 + "673")
                    .setCode("UN"));
        }
        claim.getDiagnosis().forEach(diagnosis -> item.addDiagnosisSequence(diagnosis.getSequence()));
        return this;
    }

    /** The last item asks to renew. */
    public PasBundle renewal() {
        lastItem().getExtensionByUrl(PAS + "extension-certificationType").setValue(concept(X12 + "1322", "R"));
        return this;
    }

    /** The drug's NDC in a detail of the last item. */
    public PasBundle ndc(String ndc) {
        lastItem().addDetail().setSequence(1).setProductOrService(concept("http://hl7.org/fhir/sid/ndc", ndc));
        return this;
    }

    /** A medication order behind the last item, by RxNorm code; of the prescriber; its dosage in words. */
    public PasBundle order(String rxnorm, String dosage) {
        return order(rxnorm, new Dosage().setText(dosage));
    }

    /** A medication order behind the last item, by RxNorm code; of the prescriber. */
    public PasBundle order(String rxnorm, Dosage dosage) {
        MedicationRequest order = new MedicationRequest();
        identify(order);
        order.setStatus(MedicationRequestStatus.ACTIVE);
        order.setIntent(MedicationRequestIntent.ORDER);
        order.setMedication(concept("http://www.nlm.nih.gov/research/umls/rxnorm", rxnorm));
        order.setSubject(reference(patient));
        order.setAuthoredOnElement(new DateTimeType(claim.getCreatedElement().getValueAsString()));
        order.setRequester(reference(practitioner));
        order.addDosageInstruction(dosage);
        lastItem().addExtension(PAS + "extension-requestedService", reference(order));
        evidence.add(order);
        return this;
    }

    /** The order added last. */
    public MedicationRequest lastOrder() {
        return evidence.stream()
                .filter(MedicationRequest.class::isInstance)
                .map(MedicationRequest.class::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** An order that is in the Bundle already, behind the last item as well. */
    public PasBundle orderAgain(MedicationRequest order) {
        lastItem().addExtension(PAS + "extension-requestedService", reference(order));
        return this;
    }

    /** So many milligrams once every so many units of time, e.g. {@code mo}. */
    public static Dosage every(int period, UnitsOfTime unit, int milligrams) {
        Dosage dosage = new Dosage();
        dosage.getTiming().getRepeat().setFrequency(1).setPeriod(period).setPeriodUnit(unit);
        dosage.addDoseAndRate()
                .setDose(new Quantity()
                        .setValue(milligrams)
                        .setUnit("mg")
                        .setSystem("http://unitsofmeasure.org")
                        .setCode("mg"));
        return dosage;
    }

    /** A completed questionnaire, attached as supporting information. */
    public PasBundle answers(QuestionnaireResponse response) {
        return attach(response.setSubject(reference(patient)));
    }

    /** Any resource, attached as supporting information; its subject must be {@link #patientReference()}. */
    public PasBundle attach(Resource resource) {
        identify(resource);
        SupportingInformationComponent info = claim.addSupportingInfo();
        info.setSequence(claim.getSupportingInfo().size());
        Extension document = info.addExtension().setUrl(PAS + "extension-documentInformation");
        document.addExtension("reportTypeCode", concept(X12 + "755", "PY"));
        info.setCategory(
                concept("http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes", "additionalInformation"));
        info.setValue(reference(resource));
        evidence.add(resource);
        return this;
    }

    /** Any resource as one more entry, referred to by nothing. */
    public PasBundle with(Resource resource) {
        identify(resource);
        evidence.add(resource);
        return this;
    }

    public Reference patientReference() {
        return reference(patient);
    }

    /** The Claim, for a test to change before {@link #build()}. */
    public Claim claimToChange() {
        return claim;
    }

    /** The Bundle. */
    public Bundle build() {
        bundle.getMeta().addProfile(PAS + "profile-pas-request-bundle");
        bundle.setIdentifier(new Identifier()
                .setSystem("https://provider.example/submission")
                .setValue(UUID.randomUUID().toString()));
        bundle.setType(BundleType.COLLECTION);
        bundle.getTimestampElement().setValueAsString("2026-11-16T09:31:00Z");
        List<Resource> all = new ArrayList<>(List.of(claim, patient, coverage, insurer, provider, role, practitioner));
        all.addAll(evidence);
        all.forEach(resource -> bundle.addEntry()
                .setFullUrl("urn:uuid:" + resource.getIdElement().getIdPart())
                .setResource(resource));
        return bundle;
    }

    /** The Bundle as JSON. */
    public String json() {
        return json(build());
    }

    /** Any resource as JSON. */
    public static String json(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }

    private ItemComponent lastItem() {
        return claim.getItem().get(claim.getItem().size() - 1);
    }

    private void patient(String payer, String number) {
        patient.getMeta().addProfile(PAS + "profile-beneficiary");
        patient.addIdentifier()
                .setType(concept("http://terminology.hl7.org/CodeSystem/v2-0203", "MB"))
                .setSystem("https://precept.example/member/" + payer)
                .setValue(number);
        patient.addName().setFamily("Example").addGiven("Pat");
        patient.setGender(AdministrativeGender.UNKNOWN);
    }

    private void coverage(String number) {
        coverage.getMeta().addProfile(PAS + "profile-coverage");
        coverage.addIdentifier()
                .setType(concept("http://terminology.hl7.org/CodeSystem/v2-0203", "MB"))
                .setSystem("https://provider.example/insurance-card")
                .setValue(number);
        coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
        coverage.setSubscriberId(number);
        coverage.setBeneficiary(reference(patient));
        coverage.setRelationship(concept("http://terminology.hl7.org/CodeSystem/subscriber-relationship", "self")
                .addCoding(new Coding().setSystem(X12 + "1069").setCode("18")));
        coverage.addPayor(reference(insurer));
    }

    private void organizations(String payer) {
        insurer.getMeta().addProfile(PAS + "profile-insurer");
        insurer.addIdentifier().setSystem("https://precept.example/payer").setValue(payer);
        insurer.setActive(true).setName("Payer").addType(concept(X12 + "98", "PR"));
        provider.getMeta().addProfile(PAS + "profile-requestor");
        provider.addIdentifier().setSystem(NPI).setValue(ORGANIZATION_NPI);
        provider.setActive(true).setName("Example Neurology Clinic").addType(concept(X12 + "98", "X3"));
        provider.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("+1-555-0111");
        provider.addAddress().addLine("1 Clinic Way").setCity("Springfield").setState("AR");
    }

    private void prescriber() {
        practitioner.getMeta().addProfile(PAS + "profile-practitioner");
        practitioner.addIdentifier().setSystem(NPI).setValue(PRACTITIONER_NPI);
        practitioner.addName().setFamily("Prescriber").addGiven("Alex");
        role.getMeta().addProfile(PAS + "profile-practitionerrole");
        role.setPractitioner(reference(practitioner));
        role.setOrganization(reference(provider));
        role.addSpecialty(concept("http://nucc.org/provider-taxonomy", "2084N0400X"));
        role.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("+1-555-0112");
    }

    private void claim() {
        claim.getMeta().addProfile(PAS + "profile-claim");
        claim.addIdentifier()
                .setSystem("https://provider.example/claim")
                .setValue(UUID.randomUUID().toString());
        claim.setStatus(ClaimStatus.ACTIVE);
        claim.setUse(Use.PREAUTHORIZATION);
        claim.setType(concept("http://terminology.hl7.org/CodeSystem/claim-type", "professional"));
        claim.setPriority(concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"));
        claim.setPatient(reference(patient));
        claim.setCreatedElement(new DateTimeType("2026-11-16T09:30:00Z"));
        claim.setInsurer(reference(insurer));
        claim.setProvider(reference(provider));
        claim.addCareTeam()
                .setSequence(1)
                .setProvider(reference(role))
                .addExtension(PAS + "extension-careTeamClaimScope", new BooleanType(true));
        claim.addInsurance().setSequence(1).setFocal(true).setCoverage(reference(coverage));
    }

    private static void identify(Resource resource) {
        resource.setId(UUID.randomUUID().toString());
    }

    private static Reference reference(Resource resource) {
        return new Reference("urn:uuid:" + resource.getIdElement().getIdPart());
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding().setSystem(system).setCode(code));
    }

    /** An answer of a questionnaire, for {@link #answers}. */
    public static QuestionnaireResponse completed(String canonical, String authored) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(canonical);
        response.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED);
        response.setAuthoredElement(new DateTimeType(authored));
        return response;
    }

    /** Adds a question's answer: Boolean, a code of our answers as String, or any FHIR value. */
    public static QuestionnaireResponse answer(QuestionnaireResponse response, String linkId, Object value) {
        Type fhir = value instanceof Boolean flag
                ? new BooleanType(flag)
                : value instanceof String code
                        ? new Coding()
                                .setSystem("https://precept.example/fhir/CodeSystem/answers")
                                .setCode(code)
                        : (Type) value;
        response.addItem().setLinkId(linkId).addAnswer().setValue(fhir);
        return response;
    }
}
