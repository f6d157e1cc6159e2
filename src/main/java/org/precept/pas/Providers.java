package org.precept.pas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;
import org.precept.pas.Entries.Entry;

/** Identifiers of the providers that a request names. */
final class Providers {

    private Providers() {}

    /** NPIs of all who order or render: provider, care team, who wrote the orders; of roles also practitioner and organization. */
    static Set<String> npis(PasRequest request) {
        Set<String> npis = new HashSet<>();
        for (Reference provider : request.providers()) {
            collect(request, provider, request.claimUrl(), npis);
        }
        for (SubmittedItem item : SubmittedItem.of(request)) {
            for (OrderFacts order : OrderedItem.of(item, request).orders()) {
                order.requesters()
                        .forEach(requester -> collect(request, new Reference(requester), request.claimUrl(), npis));
                order.performers()
                        .forEach(performer -> collect(request, new Reference(performer), request.claimUrl(), npis));
            }
        }
        return npis;
    }

    /** An identifier of the requesting provider, its NPI if it has one. */
    static Optional<Identifier> identifier(PasRequest request) {
        Reference provider = request.claim().getProvider();
        if (provider.hasIdentifier()) {
            return Optional.of(provider.getIdentifier());
        }
        return request.entry(provider).flatMap(entry -> identifier(entry, request.entries()));
    }

    /** An identifier of an entry: its NPI if it has one; of a role that has none, the practitioner's. */
    static Optional<Identifier> identifier(Entry entry, Entries entries) {
        List<Identifier> identifiers = new ArrayList<>(identifiers(entry.resource()));
        if (entry.resource() instanceof PractitionerRole role) {
            entries.one(role.getPractitioner(), entry.fullUrl())
                    .ifPresent(practitioner -> identifiers.addAll(identifiers(practitioner.resource())));
        }
        return identifiers.stream()
                .filter(Providers::isNpi)
                .findFirst()
                .or(() -> identifiers.stream()
                        .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
                        .findFirst());
    }

    private static void collect(PasRequest request, Reference reference, String from, Set<String> npis) {
        add(reference.getIdentifier(), npis);
        Entry entry = request.entries().one(reference, from).orElse(null);
        if (entry == null) {
            return;
        }
        identifiers(entry.resource()).forEach(identifier -> add(identifier, npis));
        if (entry.resource() instanceof PractitionerRole role) {
            for (Reference part : List.of(role.getPractitioner(), role.getOrganization())) {
                add(part.getIdentifier(), npis);
                request.entries()
                        .one(part, entry.fullUrl())
                        .ifPresent(found -> identifiers(found.resource()).forEach(identifier -> add(identifier, npis)));
            }
        }
    }

    private static List<Identifier> identifiers(Resource resource) {
        if (resource instanceof Organization organization) {
            return organization.getIdentifier();
        }
        if (resource instanceof Practitioner practitioner) {
            return practitioner.getIdentifier();
        }
        return resource instanceof PractitionerRole role ? role.getIdentifier() : List.of();
    }

    private static void add(Identifier identifier, Set<String> npis) {
        if (isNpi(identifier)) {
            npis.add(identifier.getValue().strip());
        }
    }

    private static boolean isNpi(Identifier identifier) {
        return CodeSystems.NPI.equals(identifier.getSystem()) && identifier.hasValue();
    }
}
