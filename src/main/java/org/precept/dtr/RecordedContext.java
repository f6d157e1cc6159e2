package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.CodeSystems;
import org.precept.record.Member;
import org.precept.record.PriorAuthorizations;
import org.precept.record.PriorAuthorizations.Decided;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

/** Reads what CRD or PAS recorded under an assertion id or trace number. */
public final class RecordedContext {
    private final FhirContext fhir;
    private final PriorAuthorizations authorizations;

    /** @param authorizations have the bundles that Claims came in */
    public RecordedContext(FhirContext fhir, PriorAuthorizations authorizations) {
        this.fhir = fhir;
        this.authorizations = authorizations;
    }

    /** How a draft names the context. */
    static Reference reference(RequestContext context) {
        Reference reference = new Reference();
        reference
                .getIdentifier()
                .setSystem(context.kind() == Kind.TRACE ? CodeSystems.TRACE : CodeSystems.ASSERTION)
                .setValue(context.id());
        return reference;
    }

    /** The order or Claim as recorded. */
    public Resource resource(ContextRequest recorded) {
        return (Resource) fhir.newJsonParser().parseResource(recorded.resource());
    }

    /** What came with the Claim, as evidence; empty when its bundle is not kept. */
    public List<EvidenceItem> evidence(Claim claim, Member member) {
        List<EvidenceItem> items = new ArrayList<>();
        bundle(claim, member)
                .ifPresent(sent -> sent.getEntry().forEach(entry -> {
                    if (entry.getResource() != null && entry.hasFullUrl()) {
                        items.add(new EvidenceItem(entry.getFullUrl(), entry.getResource(), Origin.REQUEST));
                    }
                }));
        return items;
    }

    /** The stored Claim has an id of its own; the identifier tells that it is the one. */
    private Optional<Bundle> bundle(Claim claim, Member member) {
        return authorizations.of(member.patient().getIdElement().getIdPart()).stream()
                .map(Decided::claim)
                .filter(stored -> sameIdentifier(stored, claim))
                .findFirst()
                .flatMap(stored -> authorizations.bundleOf(stored.getIdElement().getIdPart()));
    }

    private static boolean sameIdentifier(Claim stored, Claim sent) {
        return stored.getIdentifier().stream()
                .map(RecordedContext::key)
                .anyMatch(key ->
                        sent.getIdentifier().stream().map(RecordedContext::key).anyMatch(key::equals));
    }

    private static String key(Identifier identifier) {
        return identifier.getSystem() + "|" + identifier.getValue();
    }
}
