package org.precept.pas;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;

/**
 * Who sent a request, as the request says (requirement spec-58). The one who sent it may update it and hear of changes;
 * the providers who take part may inquire (spec-53).
 *
 * @param submitters sender codes of the TransmissionIdentifiers and identifiers of the requesting provider, each identifier
 *     as {@code value} and, where it has a system, as {@code system|value}
 * @param providers NPIs of the requesting provider, the care team and those who order or render
 */
record SendingSystem(Set<String> submitters, Set<String> providers) {

    private static final List<String> SENDER_CODES = List.of("interchangeSenderID", "applicationSenderCode");

    /** Copies the sets. */
    SendingSystem {
        submitters = Set.copyOf(submitters);
        providers = Set.copyOf(providers);
    }

    static SendingSystem of(PasRequest request) {
        Set<String> submitters = new TreeSet<>();
        Extension transmission = request.claim().getExtensionByUrl(Pas.TRANSMISSION_IDENTIFIERS);
        if (transmission != null) {
            SENDER_CODES.forEach(code -> transmission
                    .getExtensionsByUrl(code)
                    .forEach(part -> add(part.getValue().primitiveValue(), submitters)));
        }
        requestor(request).forEach(identifier -> add(identifier, submitters));
        return new SendingSystem(submitters, Providers.npis(request));
    }

    /** True when both were sent by one system: they have an identifier in common. */
    boolean isOneOf(Set<String> others) {
        return submitters.stream().anyMatch(others::contains);
    }

    /** Identifiers of the organization that asks; of the practitioner where no organization is known. */
    private static Set<Identifier> requestor(PasRequest request) {
        Reference provider = request.claim().getProvider();
        Set<Identifier> found = new LinkedHashSet<>();
        if (provider.hasIdentifier()) {
            found.add(provider.getIdentifier());
        }
        Optional<Entry> entry = request.entry(provider);
        entry.ifPresent(known -> found.addAll(identifiers(known.resource())));
        if (entry.isPresent() && entry.get().resource() instanceof PractitionerRole role) {
            String from = entry.get().fullUrl();
            Set<Identifier> organization = identifiers(request, role.getOrganization(), from);
            found.addAll(organization.isEmpty() ? identifiers(request, role.getPractitioner(), from) : organization);
        }
        return found;
    }

    private static Set<Identifier> identifiers(PasRequest request, Reference reference, @Nullable String from) {
        Set<Identifier> found = new LinkedHashSet<>();
        if (reference.hasIdentifier()) {
            found.add(reference.getIdentifier());
        }
        request.entries().one(reference, from).ifPresent(entry -> found.addAll(identifiers(entry.resource())));
        return found;
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

    private static void add(Identifier identifier, Set<String> submitters) {
        if (identifier.hasValue()) {
            String value = identifier.getValue().strip();
            add(value, submitters);
            if (identifier.hasSystem()) {
                submitters.add(identifier.getSystem() + "|" + value);
            }
        }
    }

    private static void add(@Nullable String value, Set<String> submitters) {
        if (value != null && !value.isBlank()) {
            submitters.add(value.strip());
        }
    }
}
