package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Days;
import org.precept.policy.CoveragePolicy;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

/** Reads what CRD or PAS recorded under an assertion id or trace number. */
final class RecordedContext {
    private final FhirContext fhir;
    private final PriorAuthorizations authorizations;

    RecordedContext(FhirContext fhir, PriorAuthorizations authorizations) {
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
    Resource resource(ContextRequest recorded) {
        return (Resource) fhir.newJsonParser().parseResource(recorded.resource());
    }

    /** The Claim, and the bundle it came in while that is kept, as evidence. */
    List<EvidenceItem> evidence(Claim claim) {
        List<EvidenceItem> items = new ArrayList<>();
        Optional<Bundle> bundle = claim.getIdElement().hasIdPart()
                ? authorizations.bundleOf(claim.getIdElement().getIdPart())
                : Optional.empty();
        bundle.ifPresent(sent -> sent.getEntry().forEach(entry -> {
            if (entry.getResource() != null && entry.hasFullUrl()) {
                items.add(new EvidenceItem(entry.getFullUrl(), entry.getResource(), Origin.REQUEST));
            }
        }));
        return items;
    }

    /** What a Claim tells of a request whose policy is already known. */
    static AuthorizationRequest request(
            Claim claim, ContextRequest recorded, CoveragePolicy policy, AuthorizationRequest bare) {
        List<String> prescribers = new ArrayList<>();
        add(prescribers, claim.getProvider());
        claim.getCareTeam().forEach(member -> add(prescribers, member.getProvider()));
        List<Coding> indications = new ArrayList<>();
        claim.getDiagnosis().forEach(diagnosis -> {
            if (diagnosis.getDiagnosis() instanceof CodeableConcept concept) {
                indications.addAll(concept.getCoding());
            }
        });
        java.time.LocalDate created = Days.first(claim.getCreatedElement());
        return new AuthorizationRequest(
                recorded.reference(),
                1,
                created == null ? bare.requestDate() : created,
                created == null ? bare.serviceDate() : created,
                bare.payer(),
                policy.product(),
                null,
                null,
                null,
                false,
                bare.statedBirthDate(),
                prescribers,
                indications);
    }

    private static void add(List<String> references, Reference reference) {
        if (reference.hasReference()) {
            references.add(reference.getReference());
        }
    }
}
