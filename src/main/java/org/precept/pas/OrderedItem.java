package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.CareTeamComponent;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.pas.Entries.Entry;

/**
 * An item with what its orders say.
 *
 * @param item as submitted
 * @param orders facts of its orders, in order of the extensions; each reference is the order's entry name
 */
record OrderedItem(SubmittedItem item, List<OrderFacts> orders) {

    private static final Set<String> ORDERS =
            Set.of("MedicationRequest", "ServiceRequest", "DeviceRequest", "NutritionOrder");

    static OrderedItem of(SubmittedItem item, PasRequest request) {
        List<OrderFacts> facts = new ArrayList<>();
        for (Entry order : item.orders()) {
            if (isOrder(order) && order.resource() instanceof DomainResource resource) {
                Function<String, Optional<? extends Resource>> resolver = reference -> request.entries()
                        .one(new Reference(reference), order.fullUrl())
                        .map(Entry::resource);
                facts.add(OrderFacts.of(resource, resolver));
            }
        }
        return new OrderedItem(item, facts);
    }

    /** True for an entry whose facts are read. */
    static boolean isOrder(Entry entry) {
        return ORDERS.contains(entry.resource().fhirType());
    }

    /** Codes of item and orders together. */
    List<Coding> codings() {
        return Stream.concat(item.codings().stream(), orders.stream().flatMap(order -> order.codings().stream()))
                .toList();
    }

    /** The HCPCS code of the item, else of an order. */
    Optional<CodingKey> billingCode() {
        return item.codings().stream()
                .flatMap(coding -> CodingKey.of(coding).stream())
                .filter(key -> key.system().equals(CodeSystems.HCPCS))
                .findFirst()
                .or(() -> orders.stream()
                        .flatMap(order -> order.billingCode().stream())
                        .findFirst());
    }

    /** Those who prescribe: provider, the care team of this item, who ordered; as written and as entries are named. */
    List<String> prescribers(PasRequest request) {
        Claim claim = request.claim();
        Stream<Reference> careTeam =
                claim.getCareTeam().stream().filter(this::takesPart).map(CareTeamComponent::getProvider);
        Stream<String> ofClaim = Stream.concat(Stream.of(claim.getProvider()), careTeam)
                .filter(Reference::hasReference)
                .flatMap(reference -> Stream.concat(
                        Stream.of(reference.getReference()), request.entry(reference).map(Entry::name).stream()));
        return Stream.concat(ofClaim, orders.stream().flatMap(order -> order.prescribers().stream()))
                .distinct()
                .toList();
    }

    /** Diagnoses of the Claim that the item is for (all when it names none), and the orders' reasons. */
    List<Coding> indications(PasRequest request) {
        Stream<Coding> ofClaim = request.claim().getDiagnosis().stream()
                .filter(diagnosis -> linked(item.item().getDiagnosisSequence(), diagnosis.getSequence()))
                .flatMap(diagnosis -> codings(diagnosis, request));
        return Stream.concat(ofClaim, orders.stream().flatMap(order -> order.indications().stream()))
                .toList();
    }

    private static Stream<Coding> codings(DiagnosisComponent diagnosis, PasRequest request) {
        if (diagnosis.getDiagnosis() instanceof CodeableConcept concept) {
            return concept.getCoding().stream();
        }
        return diagnosis.getDiagnosis() instanceof Reference reference
                ? request.resolve(reference, Condition.class).stream()
                        .flatMap(condition -> condition.getCode().getCoding().stream())
                : Stream.empty();
    }

    private boolean takesPart(CareTeamComponent member) {
        boolean overall = Codes.isTrue(member.getExtensionByUrl(Pas.CARE_TEAM_CLAIM_SCOPE));
        return overall || linked(item.item().getCareTeamSequence(), member.getSequence());
    }

    private static boolean linked(List<PositiveIntType> sequences, int sequence) {
        return sequences.isEmpty() || sequences.stream().anyMatch(link -> link.getValue() == sequence);
    }
}
