package org.precept.pas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;

/**
 * What a request says of an earlier one.
 *
 * @param numbers authorization and trace numbers on the Claim
 * @param itemNumbers the same on its items; they may also name what an item renews
 * @param reference Claim.related.claim as written; null when there is none
 * @param names what the sender calls the earlier Claim: fullUrl of its entry, then identifiers as {@code system|value}
 */
record Prior(
        Set<String> numbers,
        Set<String> itemNumbers,
        @Nullable String reference,
        List<String> names) {

    private static final Set<String> NUMBERS = Set.of(Pas.AUTHORIZATION_NUMBER, Pas.ADMINISTRATION_REFERENCE_NUMBER);

    static Prior of(PasRequest request) {
        Claim claim = request.claim();
        Reference related = claim.getRelatedFirstRep().getClaim();
        return new Prior(
                numbers(claim.getExtension().stream()),
                numbers(claim.getItem().stream().flatMap(item -> item.getExtension().stream())),
                related.getReference(),
                names(request, related));
    }

    /** What the sender of a Claim calls it: the fullUrl of its entry and its identifiers. */
    static Set<String> namesOf(PasRequest request) {
        Set<String> names = new LinkedHashSet<>();
        names.add(request.claimUrl());
        names.addAll(identifiers(request.claim()));
        return names;
    }

    /** The numbers of an item, in order. */
    static Set<String> numbers(SubmittedItem item) {
        return numbers(item.item().getExtension().stream());
    }

    /** True when nothing at all is said. */
    boolean isEmpty() {
        return numbers.isEmpty() && itemNumbers.isEmpty() && reference == null && names.isEmpty();
    }

    private static Set<String> numbers(Stream<Extension> extensions) {
        Set<String> numbers = new LinkedHashSet<>();
        extensions
                .filter(extension -> NUMBERS.contains(extension.getUrl()))
                .map(Extension::getValue)
                .filter(value -> value != null && value.isPrimitive() && value.primitiveValue() != null)
                .forEach(value -> numbers.add(value.primitiveValue().strip()));
        return numbers;
    }

    private static List<String> names(PasRequest request, Reference related) {
        Set<String> names = new LinkedHashSet<>();
        Optional<Entry> entry = request.entry(related);
        if (entry.isPresent()) {
            names.add(entry.get().name());
            if (entry.get().resource() instanceof Claim claim) {
                names.addAll(identifiers(claim));
            }
        } else if (related.hasReference()) {
            names.add(related.getReference());
        }
        identifier(related.getIdentifier()).forEach(names::add);
        return new ArrayList<>(names);
    }

    private static List<String> identifiers(Claim claim) {
        return claim.getIdentifier().stream().flatMap(Prior::identifier).toList();
    }

    private static Stream<String> identifier(Identifier identifier) {
        return identifier.hasSystem() && identifier.hasValue()
                ? Stream.of(identifier.getSystem() + "|" + identifier.getValue())
                : Stream.empty();
    }
}
