package org.precept.pas.inferno;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.precept.support.StubSubmitters;

/**
 * Fills a request with the must-support elements that answers repeat, as the testers of the kit do with theirs. Changes the
 * Bundle.
 */
final class KitBundle {
    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
    private static final String X12 = "https://codesystem.x12.org/005010/";

    private final Bundle bundle;
    private final boolean current;

    private KitBundle(Bundle bundle, boolean current) {
        this.bundle = bundle;
        this.current = current;
    }

    /**
     * Fills it.
     *
     * @param edition 2.0.1 has fewer extensions
     */
    static Bundle complete(Bundle bundle, String edition) {
        new KitBundle(bundle, edition.equals("2.2.1")).complete();
        return bundle;
    }

    /** A Bundle whose requesting provider is the role of a practitioner. */
    static Bundle byRole(Bundle bundle) {
        Claim claim = (Claim) bundle.getEntryFirstRep().getResource();
        claim.setProvider(claim.getCareTeamFirstRep().getProvider().copy());
        return bundle;
    }

    private void complete() {
        for (BundleEntryComponent entry : List.copyOf(bundle.getEntry())) {
            Resource resource = entry.getResource();
            if (resource instanceof Patient patient) {
                fill(patient);
            } else if (resource instanceof Organization organization) {
                fill(organization);
            } else if (resource instanceof Practitioner practitioner) {
                practitioner.addTelecom(phone());
                practitioner.addAddress(address());
            } else if (resource instanceof PractitionerRole role) {
                fill(role);
            } else if (resource instanceof Claim claim && claim.equals(first())) {
                fill(claim);
            }
        }
    }

    private Claim first() {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }

    private void fill(Patient patient) {
        patient.getNameFirstRep().addPrefix("Mx").addSuffix("Jr");
        patient.addTelecom(phone().setUse(ContactPointUse.HOME));
        patient.setBirthDateElement(new DateType("1980-05-05"));
        Address home = address().setDistrict("Pulaski");
        home.getPeriod().setStartElement(new DateTimeType("2020-01-01"));
        patient.addAddress(home);
        PersonFacts.add(patient);
        patient.addCommunication().setLanguage(concept("urn:ietf:bcp:47", "en"));
        patient.setMultipleBirth(new IntegerType(2));
    }

    private void fill(Organization organization) {
        if (organization.getIdentifier().stream()
                .noneMatch(one -> one.getSystem().endsWith("us-npi"))) {
            organization
                    .addIdentifier()
                    .setSystem("http://hl7.org/fhir/sid/us-npi")
                    .setValue("1679576722");
        }
        organization
                .addIdentifier()
                .setSystem("http://terminology.hl7.org/NamingSystem/USEIN")
                .setValue("12-3456789");
        if (current) {
            organization
                    .addIdentifier()
                    .setType(concept("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType", "payerid"))
                    .setSystem("https://provider.example/payer-ids")
                    .setValue("P-1");
        }
        if (organization.getType().stream().noneMatch(type -> type.hasCoding(X12 + "98", "PR"))) {
            organization
                    .addIdentifier()
                    .setSystem("https://provider.example/senders")
                    .setValue(StubSubmitters.CLINIC_SENDER);
        }
        organization.setTelecom(List.of(phone())).setAddress(List.of(address()));
        organization
                .addContact()
                .setName(new org.hl7.fhir.r4.model.HumanName().setText("Front desk"))
                .addTelecom(phone());
    }

    private void fill(PractitionerRole role) {
        role.addCode(concept("http://nucc.org/provider-taxonomy", "2084N0400X"));
        Location location = new Location();
        location.setName("Clinic").setAddress(address());
        location.getMeta().addProfile(PAS + "profile-location");
        role.addLocation(add(location));
        Endpoint endpoint = new Endpoint();
        endpoint.setStatus(Endpoint.EndpointStatus.ACTIVE);
        endpoint.setConnectionType(new Coding()
                .setSystem("http://terminology.hl7.org/CodeSystem/endpoint-connection-type")
                .setCode("hl7-fhir-rest"));
        endpoint.addPayloadType(concept("http://terminology.hl7.org/CodeSystem/endpoint-payload-type", "any"));
        endpoint.setAddress("https://provider.example/fhir");
        role.addEndpoint(add(endpoint));
    }

    private void fill(Claim claim) {
        Identifier identifier = claim.getIdentifierFirstRep();
        identifier.addExtension(PAS + "extension-identifierSubDepartment", new StringType("Infusions"));
        identifier.addExtension(PAS + "extension-identifierJurisdiction", concept("https://www.usps.com/", "AR"));
        if (current) {
            Extension transmission = claim.addExtension().setUrl(PAS + "extension-TransmissionIdentifiers");
            transmission.addExtension("applicationSenderCode", new StringType("CLINIC"));
            transmission.addExtension("applicationReceiverCode", new StringType("PAYER"));
            transmission.addExtension("interchangeSenderID", new StringType("CLINIC-1"));
            transmission.addExtension("interchangeReceiverID", new StringType("PAYER-1"));
        }
        dates(claim);
        claim.getItem().forEach(this::fill);
    }

    private void dates(Claim claim) {
        for (String category : List.of("admissionDates", "dischargeDates")) {
            Claim.SupportingInformationComponent info = claim.addSupportingInfo();
            info.setSequence(claim.getSupportingInfo().size());
            info.setCategory(concept("http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes", category));
            info.setTiming(new DateType(category.startsWith("admission") ? "2026-12-01" : "2026-12-05"));
            claim.getItem().forEach(item -> item.addInformationSequence(info.getSequence()));
        }
    }

    private void fill(ItemComponent item) {
        item.addExtension(PAS + "extension-epsdtIndicator", new BooleanType(false));
        item.addExtension(PAS + "extension-nursingHomeResidentialStatus", concept(X12 + "1345", "2"));
        item.addExtension(PAS + "extension-nursingHomeLevelOfCare", concept(X12 + "1337", "1"));
        item.addExtension(PAS + "extension-revenueUnitRateLimit", new DecimalType(new BigDecimal("100")));
        item.addExtension(
                PAS + "extension-productOrServiceCodeEnd",
                item.getProductOrService().copy());
        item.setRevenue(concept(
                current ? "https://www.nubc.org/CodeSystem/RevenueCodes" : "https://www.nubc.org/revenue-code",
                "0636"));
        item.addModifier(concept("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "JZ"));
        item.setUnitPrice(new Money().setValue(new BigDecimal("100")).setCurrency("USD"));
    }

    private Reference add(Resource resource) {
        String id = UUID.randomUUID().toString();
        resource.setId(id);
        bundle.addEntry().setFullUrl("urn:uuid:" + id).setResource(resource);
        return new Reference("urn:uuid:" + id);
    }

    private static ContactPoint phone() {
        return new ContactPoint().setSystem(ContactPointSystem.PHONE).setValue("+1-555-0100");
    }

    private static Address address() {
        return new Address()
                .addLine("1 Main St")
                .setCity("Springfield")
                .setState("AR")
                .setPostalCode("72201-0001")
                .setCountry("US");
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding().setSystem(system).setCode(code));
    }
}
