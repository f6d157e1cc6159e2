package org.precept.pas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.precept.pas.Entries.Entry;

/** What the sender of a Claim calls it: the fullUrl of its entry and its identifiers as {@code system|value}. */
final class RequestNames {

    private RequestNames() {}

    /** Names of the request's own Claim. */
    static Set<String> of(PasRequest request) {
        Set<String> names = new LinkedHashSet<>();
        names.add(request.claimUrl());
        identifiers(request.claim()).forEach(names::add);
        return names;
    }

    /**
     * Names of the earlier Claim of an update: of the entry that Claim.related means, of the logical reference, and, where a
     * reference leads nowhere, the reference itself.
     */
    static List<String> ofPrior(PasRequest request) {
        Reference related = request.claim().getRelatedFirstRep().getClaim();
        Optional<Entry> entry = request.entry(related);
        Set<String> names = new LinkedHashSet<>();
        if (entry.isPresent()) {
            names.add(entry.get().name());
            if (entry.get().resource() instanceof Claim prior) {
                identifiers(prior).forEach(names::add);
            }
        } else if (related.hasReference()) {
            names.add(related.getReference());
        }
        if (related.hasIdentifier() && complete(related.getIdentifier())) {
            names.add(name(related.getIdentifier()));
        }
        return new ArrayList<>(names);
    }

    private static List<String> identifiers(Claim claim) {
        return claim.getIdentifier().stream()
                .filter(RequestNames::complete)
                .map(RequestNames::name)
                .toList();
    }

    private static String name(Identifier identifier) {
        return identifier.getSystem() + "|" + identifier.getValue();
    }

    private static boolean complete(Identifier identifier) {
        return identifier.hasSystem() && identifier.hasValue();
    }
}
