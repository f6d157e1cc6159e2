package org.precept.pas;

import org.hl7.fhir.r4.model.Claim;

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

    /**
     * A new request that appeals the denial of an earlier one.
     *
     * @param prior what it says of the denied request
     */
    record Appealing(PasRequest request, Prior prior) implements Submission {}

    /** The kind of a request that passed the checks. */
    static Submission of(PasRequest request) {
        Claim claim = request.claim();
        if (Appeal.is(claim)) {
            return new Appealing(request, Prior.of(request));
        }
        if (Codes.CANCEL.equals(Codes.certificationType(claim))) {
            return new CancelAll(request, Prior.of(request));
        }
        boolean changes = claim.hasRelated()
                || Codes.REVISED.equals(Codes.certificationType(claim))
                || SubmittedItem.of(request).stream().anyMatch(item -> item.cancelled() || item.revised());
        return changes ? new Update(request, Prior.of(request)) : new New(request);
    }
}
