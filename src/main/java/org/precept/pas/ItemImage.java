package org.precept.pas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodingKey;
import org.precept.pas.Entries.Entry;

/**
 * What an item asks for, whatever it is called: two images are equal when nothing of it changed between two Claims. Marks and
 * numbers of the exchange itself are no part of it, and references count by what they lead to.
 */
final class ItemImage {

    private static final Set<String> NO_CONTENT = Set.of(
            Pas.INFO_CHANGED,
            Pas.CERTIFICATION_TYPE,
            Pas.REQUESTED_SERVICE,
            Pas.ITEM_TRACE_NUMBER,
            Pas.AUTHORIZATION_NUMBER,
            Pas.ADMINISTRATION_REFERENCE_NUMBER);

    private final ItemComponent content;
    private final List<Object> facts;

    private ItemImage(ItemComponent content, List<Object> facts) {
        this.content = content;
        this.facts = facts;
    }

    static ItemImage of(SubmittedItem item, PasRequest request) {
        ItemComponent content = item.item().copy();
        content.getExtension().removeIf(extension -> NO_CONTENT.contains(extension.getUrl()));
        content.getExtension().sort(Comparator.comparing(Extension::getUrl));
        content.setModifierExtension(null);
        content.setCareTeamSequence(null).setDiagnosisSequence(null).setInformationSequence(null);
        List<Object> places = targets(content, request);
        Wording.strip(content);
        OrderedItem ordered = OrderedItem.of(item, request);
        return new ItemImage(
                content,
                List.of(
                        item.renewal(),
                        Optional.ofNullable(
                                SupportingInformation.of(request.claim()).eventDay(item)),
                        codes(ordered.indications(request)),
                        prescribers(ordered, request),
                        orders(item, ordered),
                        places));
    }

    /** What the item refers to, a location or an encounter say, by its content: senders name it anew each time. */
    private static List<Object> targets(ItemComponent content, PasRequest request) {
        List<Object> targets = new ArrayList<>();
        for (References.Found found : References.in(content, "")) {
            request.entry(found.reference()).ifPresent(entry -> {
                targets.add(bare(entry.resource().copy()));
                found.reference().setReference(null);
            });
        }
        return targets;
    }

    private static List<Object> orders(SubmittedItem item, OrderedItem ordered) {
        List<Entry> entries =
                item.orders().stream().filter(OrderedItem::isOrder).toList();
        List<Object> orders = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            orders.add(order(entries.get(i), ordered.orders().get(i)));
        }
        return orders;
    }

    /** An order with what it orders, without what it is called and what was said on it. */
    private static List<Object> order(Entry entry, OrderFacts facts) {
        DomainResource order = (DomainResource) entry.resource().copy();
        order.getExtension().removeIf(extension -> SaidBefore.COVERAGE_INFORMATION.equals(extension.getUrl()));
        return List.of(codes(facts.codings()), bare(order));
    }

    private static Content bare(Resource resource) {
        resource.setId((String) null);
        resource.setMeta(null);
        if (resource instanceof DomainResource narrated) {
            narrated.setText(null);
        }
        References.in(resource, "").forEach(found -> found.reference().setReference(null));
        Wording.strip(resource);
        return new Content(resource);
    }

    /** Compared by what it contains. */
    private record Content(Resource resource) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && resource.equalsDeep(content.resource);
        }

        @Override
        public int hashCode() {
            return resource.fhirType().hashCode();
        }
    }

    private static Set<CodingKey> codes(List<Coding> codings) {
        return codings.stream().flatMap(coding -> CodingKey.of(coding).stream()).collect(Collectors.toSet());
    }

    /** Those who prescribe, by their identifiers; one without any by the reference. */
    private static Set<String> prescribers(OrderedItem item, PasRequest request) {
        Set<String> identifiers = new TreeSet<>();
        Set<String> nameless = new HashSet<>();
        for (String prescriber : item.prescribers(request)) {
            request.entry(new Reference(prescriber))
                    .flatMap(entry -> Providers.identifier(entry, request.entries()))
                    .ifPresentOrElse(
                            identifier -> identifiers.add(identifier.getValue()), () -> nameless.add(prescriber));
        }
        return identifiers.isEmpty() ? nameless : identifiers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemImage image && facts.equals(image.facts) && content.equalsDeep(image.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facts, content.getSequence());
    }
}
