package org.precept.pas;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Extension;

/** What a request wants (X12 1322 certification type, Claim.related). */
sealed interface Submission {

    PasRequest request();

    /** Something new: initial, a renewal or an extension of what was approved. */
    record New(PasRequest request) implements Submission {}

    /**
     * The items of an earlier request as they are wanted now: unchanged, changed, added, cancelled (spec-63 to spec-72).
     *
     * @param prior what it says of the request that it updates
     */
    record Update(PasRequest request, Prior prior) implements Submission {}

    /**
     * The whole of an earlier request is no longer wanted.
     *
     * @param prior what it says of the request that it cancels
     */
    record CancelAll(PasRequest request, Prior prior) implements Submission {}

    /** The kind of a request that passed the checks. */
    static Submission of(PasRequest request) {
        Claim claim = request.claim();
        if (Codes.CANCEL.equals(Codes.certificationType(claim))) {
            return new CancelAll(request, Prior.of(request));
        }
        boolean changes = claim.hasRelated()
                || Codes.REVISED.equals(Codes.certificationType(claim))
                || SubmittedItem.of(request).stream().anyMatch(item -> item.cancelled() || item.revised());
        return changes ? new Update(request, Prior.of(request)) : new New(request);
    }

    /**
     * What a request says of an earlier one.
     *
     * @param numbers authorization and trace numbers on the Claim, then on its items
     * @param reference Claim.related.claim as written; empty when there is none
     * @param names fullUrl and identifiers ({@code system|value}) of the earlier Claim, the fullUrl first
     */
    record Prior(Set<String> numbers, String reference, List<String> names) {

        private static Prior of(PasRequest request) {
            Claim claim = request.claim();
            Set<String> numbers = new LinkedHashSet<>();
            Stream.concat(
                            claim.getExtension().stream(),
                            claim.getItem().stream().flatMap(item -> item.getExtension().stream()))
                    .filter(Prior::isNumber)
                    .map(extension -> extension.getValue().primitiveValue().strip())
                    .forEach(numbers::add);
            String reference = claim.getRelatedFirstRep().getClaim().getReference();
            return new Prior(numbers, reference == null ? "" : reference, RequestNames.ofPrior(request));
        }

        private static boolean isNumber(Extension extension) {
            return (Pas.AUTHORIZATION_NUMBER.equals(extension.getUrl())
                            || Pas.ADMINISTRATION_REFERENCE_NUMBER.equals(extension.getUrl()))
                    && extension.getValue() != null
                    && extension.getValue().isPrimitive()
                    && extension.getValue().primitiveValue() != null;
        }
    }
}
