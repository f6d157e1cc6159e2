package org.precept.pas;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.pas.Entries.Entry;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.record.SignedOrders;

/**
 * The Claim that a provider would have sent for signed orders: one item for each (profile-claim of PAS 2.2.1). It does not
 * name the profile, because what it refers to is the client's and need not conform to the profiles of PAS.
 */
final class SignedClaim {

    private static final Set<String> PROVIDERS = Set.of("PractitionerRole", "Practitioner", "Organization");

    private final SignedOrders signed;
    private final SignedEntries entries;
    private final ProductCatalog products;
    private final Claim claim = new Claim();
    private final Set<Entry> careTeam = new LinkedHashSet<>();

    private SignedClaim(SignedOrders signed, SignedEntries entries, ProductCatalog products) {
        this.signed = signed;
        this.entries = entries;
        this.products = products;
    }

    static Claim of(SignedOrders signed, SignedEntries entries, ProductCatalog products) {
        return new SignedClaim(signed, entries, products).claim();
    }

    private Claim claim() {
        claim.setId(Ids.next());
        claim.addIdentifier().setSystem(Pas.SIGNED_REQUEST).setValue(claim.getIdPart());
        claim.addIdentifier().setSystem(CodeSystems.HOOK_INSTANCE).setValue(signed.hookInstance());
        claim.setStatus(ClaimStatus.ACTIVE).setUse(Use.PREAUTHORIZATION);
        claim.setType(Codes.concept(Pas.CLAIM_TYPE, "professional", null));
        claim.setPriority(Codes.concept(Pas.PROCESS_PRIORITY, "normal", null));
        claim.setCreatedElement(new DateTimeType(signed.requestDate().toString()));
        entries.entries().all().forEach(this::headed);
        for (EvidenceItem order : signed.orders()) {
            DomainResource resource = (DomainResource) order.resource();
            OrderFacts facts =
                    OrderFacts.of(resource, reference -> entries.find(reference).map(Entry::resource));
            item(order, facts);
            facts.requesters().forEach(this::takesPart);
            facts.performers().forEach(this::takesPart);
        }
        provider();
        careTeam.forEach(this::member);
        return claim;
    }

    /** Patient, insurer and Coverage come first in the entries. */
    private void headed(Entry entry) {
        switch (entry.resource().fhirType()) {
            case "Patient" -> claim.setPatient(new Reference(entry.fullUrl()));
            case "Coverage" ->
                claim.addInsurance().setSequence(1).setFocal(true).setCoverage(new Reference(entry.fullUrl()));
            case "Organization" -> {
                if (!claim.hasInsurer()) {
                    claim.setInsurer(new Reference(entry.fullUrl()));
                }
            }
            default -> {
                // The rest is referred to by the orders, or is evidence.
            }
        }
    }

    private void item(EvidenceItem order, OrderFacts facts) {
        ItemComponent item = claim.addItem().setSequence(claim.getItem().size());
        item.addExtension(Pas.SERVICE_ITEM_REQUEST_TYPE, Codes.concept(Pas.X12_REQUEST_TYPE, "HS", null));
        item.addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, "I", null));
        item.addExtension(Pas.REQUESTED_SERVICE, new Reference(entries.name(order)));
        item.setCategory(Codes.concept(Pas.X12_SERVICE_TYPE, "1", null));
        item.setProductOrService(product(facts));
        LocalDate day = facts.serviceDate();
        if (day != null) {
            item.setServiced(new DateType(day.toString()));
        }
        String place = facts.placeOfService();
        if (place != null) {
            item.setLocation(Codes.concept(CodeSystems.PLACE_OF_SERVICE, place, null));
        }
        quantity(facts)
                .ifPresent(units -> item.setQuantity(new Quantity()
                        .setValue(units)
                        .setUnit("Unit")
                        .setSystem(Pas.X12_UNITS)
                        .setCode("UN")));
        diagnoses(facts, item);
    }

    /** The billing code when the order has one, else what it says. */
    private static CodeableConcept product(OrderFacts facts) {
        CodeableConcept product = new CodeableConcept();
        facts.billingCode()
                .ifPresentOrElse(
                        code -> product.addCoding().setSystem(code.system()).setCode(code.code()),
                        () -> facts.codings().forEach(coding -> product.addCoding(coding.copy())));
        return product;
    }

    private Optional<BigDecimal> quantity(OrderFacts facts) {
        Quantity quantity = facts.quantity();
        return quantity != null && products.identify(facts.codings()) instanceof Identified identified
                ? products.units(identified.product(), quantity)
                : Optional.empty();
    }

    private void diagnoses(OrderFacts facts, ItemComponent item) {
        Set<CodingKey> codes = new LinkedHashSet<>();
        facts.indications()
                .forEach(coding -> CodingKey.of(coding)
                        .filter(key -> key.system().equals(CodeSystems.ICD10CM))
                        .ifPresent(codes::add));
        for (CodingKey code : codes) {
            int sequence = claim.getDiagnosis().size() + 1;
            claim.addDiagnosis()
                    .setSequence(sequence)
                    .setDiagnosis(new CodeableConcept(
                            new Coding().setSystem(code.system()).setCode(code.code())));
            item.addDiagnosisSequence(sequence);
        }
    }

    private void takesPart(String reference) {
        entries.find(reference)
                .filter(entry -> PROVIDERS.contains(entry.resource().fhirType()))
                .map(this::role)
                .ifPresent(careTeam::add);
    }

    /** The role of a practitioner where the client sent it: roles carry the specialty, and PAS asks for them. */
    private Entry role(Entry entry) {
        if (!(entry.resource() instanceof Practitioner)) {
            return entry;
        }
        List<Entry> roles = entries.entries().all().stream()
                .filter(other -> other.resource() instanceof PractitionerRole role
                        && entries.find(role.getPractitioner().getReference())
                                .filter(entry::equals)
                                .isPresent())
                .toList();
        return roles.size() == 1 ? roles.get(0) : entry;
    }

    /** The organization of the one who orders, else the one who orders, as far as the call tells. */
    private void provider() {
        Entry first = careTeam.stream().findFirst().orElse(null);
        if (first == null) {
            claim.setProvider(new Reference().setDisplay("Named by no order"));
            return;
        }
        Entry organization = first.resource() instanceof PractitionerRole role
                ? entries.find(role.getOrganization().getReference())
                        .filter(entry -> entry.resource() instanceof Organization)
                        .orElse(first)
                : first;
        claim.setProvider(new Reference(organization.fullUrl()));
    }

    private void member(Entry entry) {
        claim.addCareTeam()
                .setSequence(claim.getCareTeam().size())
                .setProvider(new Reference(entry.fullUrl()))
                .addExtension(Pas.CARE_TEAM_CLAIM_SCOPE, new BooleanType(true));
    }
}
