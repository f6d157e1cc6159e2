package org.precept.dtr;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.fhir.Days;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.ProductCatalog;
import org.precept.record.RequestContext.ContextRequest;

/**
 * An item of a Claim that was pended, read again to fill a form about it. The Claim was checked when it came in.
 *
 * @param claim as it was sent
 * @param recorded names the item: the Claim's fullUrl with {@code #sequence}
 */
public record ClaimedItem(Claim claim, ContextRequest recorded) {
    private static final String CERTIFICATION_TYPE =
            "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-certificationType";

    /**
     * The request whose policy is already known.
     *
     * @param bare what is known of any request of the member
     */
    public AuthorizationRequest request(CoveragePolicy policy, AuthorizationRequest bare, ProductCatalog products) {
        LocalDate created = Days.first(claim.getCreatedElement());
        LocalDate requestDate = created == null ? bare.requestDate() : created;
        LocalDate serviced = item().map(ClaimedItem::serviced).orElse(null);
        return new AuthorizationRequest(
                recorded.reference(),
                item().map(ItemComponent::getSequence).orElse(1),
                requestDate,
                serviced == null ? requestDate : serviced,
                bare.payer(),
                policy.product(),
                item().flatMap(ClaimedItem::billingCode).orElse(null),
                item().flatMap(item -> units(item, policy, products)).orElse(null),
                item().flatMap(ClaimedItem::placeOfService).orElse(null),
                item().filter(ClaimedItem::isRenewal).isPresent(),
                bare.statedBirthDate(),
                prescribers(),
                indications());
    }

    private Optional<ItemComponent> item() {
        String reference = recorded.reference();
        String sequence = reference.substring(reference.lastIndexOf('#') + 1);
        return claim.getItem().stream()
                .filter(item -> String.valueOf(item.getSequence()).equals(sequence))
                .findFirst();
    }

    private static @Nullable LocalDate serviced(ItemComponent item) {
        if (item.getServiced() instanceof Period period) {
            return Days.first(period.getStartElement());
        }
        return item.getServiced() instanceof BaseDateTimeType day ? Days.first(day) : null;
    }

    private static Optional<CodingKey> billingCode(ItemComponent item) {
        return item.getProductOrService().getCoding().stream()
                .flatMap(coding -> CodingKey.of(coding).stream())
                .filter(key -> key.system().equals(CodeSystems.HCPCS))
                .findFirst();
    }

    private static Optional<BigDecimal> units(ItemComponent item, CoveragePolicy policy, ProductCatalog products) {
        return item.hasQuantity() ? products.units(policy.product(), item.getQuantity()) : Optional.empty();
    }

    private static Optional<String> placeOfService(ItemComponent item) {
        return item.getLocation() instanceof CodeableConcept place
                ? place.getCoding().stream()
                        .filter(coding -> CodeSystems.PLACE_OF_SERVICE.equals(coding.getSystem()))
                        .map(Coding::getCode)
                        .findFirst()
                : Optional.empty();
    }

    /** The item asks to renew (PAS extension certificationType, X12 1322 R). */
    private static boolean isRenewal(ItemComponent item) {
        return item.getExtensionsByUrl(CERTIFICATION_TYPE).stream()
                .map(Extension::getValue)
                .filter(CodeableConcept.class::isInstance)
                .flatMap(type -> ((CodeableConcept) type).getCoding().stream())
                .map(Coding::getCode)
                .anyMatch("R"::equals);
    }

    private List<String> prescribers() {
        List<String> references = new ArrayList<>();
        add(references, claim.getProvider());
        claim.getCareTeam().forEach(member -> add(references, member.getProvider()));
        return references;
    }

    private static void add(List<String> references, Reference reference) {
        if (reference.hasReference()) {
            references.add(reference.getReference());
        }
    }

    private List<Coding> indications() {
        List<Coding> codings = new ArrayList<>();
        claim.getDiagnosis().forEach(diagnosis -> {
            if (diagnosis.getDiagnosis() instanceof CodeableConcept concept) {
                codings.addAll(concept.getCoding());
            }
        });
        return codings;
    }
}
