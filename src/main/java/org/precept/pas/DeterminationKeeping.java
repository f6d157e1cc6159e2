package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Basis;
import org.precept.record.KeptDetermination.Evidence;
import org.precept.record.KeptDetermination.Result;

/**
 * Says what a determination was made of by reference: the record by the versions it was read in, the rest by its place in
 * the filed Bundle. Only what is in neither is kept as it is.
 */
final class DeterminationKeeping {

    private final FhirContext fhir;
    private final PasRequest request;
    private final String memberNumber;
    private final String claimId;
    private final Instant now;
    private final Set<Resource> sent = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param claimId id of the stored Claim, without type, whose Bundle is the request's */
    DeterminationKeeping(FhirContext fhir, PasRequest request, String memberNumber, String claimId, Instant now) {
        this.fhir = fhir;
        this.request = request;
        this.memberNumber = memberNumber;
        this.claimId = claimId;
        this.now = now;
        sent.addAll(RequestEvidence.named(request.entries()).values());
    }

    /** @param guidanceId id of the GuidanceResponse that records it, without type */
    KeptDetermination of(String guidanceId, Determined outcome) {
        Considered considered = outcome.considered();
        List<Evidence> evidence = new ArrayList<>();
        considered.request().forEach(item -> evidence.add(evidence(item)));
        considered.record().forEach(item -> evidence.add(evidence(item)));
        return new KeptDetermination(
                guidanceId,
                claimId,
                memberNumber,
                now,
                considered.made().policy().canonical(),
                new Basis(
                        considered.made().request(),
                        stored(patient(considered.member()), considered.member(), Origin.RECORD),
                        evidence,
                        considered.ledger().authorizations()),
                Result.of(considered.made(), outcome.givenBefore() ? outcome.number() : null));
    }

    private static String patient(Patient member) {
        return "Patient/" + member.getIdElement().getIdPart();
    }

    private Evidence evidence(EvidenceItem item) {
        if (item.origin() == Origin.RECORD) {
            return stored(item.reference(), item.resource(), Origin.RECORD);
        }
        return sent.contains(item.resource())
                ? new Evidence(item.reference(), item.origin(), null, null)
                : inline(item.reference(), item.resource(), item.origin());
    }

    private Evidence stored(String reference, Resource resource, Origin origin) {
        String version = resource.getMeta().getVersionId();
        return version == null
                ? inline(reference, resource, origin)
                : new Evidence(reference, origin, reference + "/_history/" + version, null);
    }

    private Evidence inline(String reference, Resource resource, Origin origin) {
        return new Evidence(reference, origin, null, MessageReader.parser(fhir).encodeResourceToString(resource));
    }
}
