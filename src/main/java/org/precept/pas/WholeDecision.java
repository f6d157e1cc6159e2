package org.precept.pas;

import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.StringType;

/**
 * What an approval of the whole says beside its items: the number, and for whom it is. The action itself stands at each item
 * only: PAS 2.2.1 does not allow its extension at the whole.
 */
final class WholeDecision {

    private WholeDecision() {}

    /** Reads the number that {@link WholeApproval} gave; a response without one stays as it is. */
    static void into(ClaimResponse response, PasRequest request) {
        if (!response.hasPreAuthRef()) {
            return;
        }
        response.addAdjudication()
                .setCategory(Codes.concept(Pas.ADJUDICATION, "submitted", null))
                .addExtension()
                .setUrl(Pas.REVIEW_ACTION)
                .addExtension("number", new StringType(response.getPreAuthRef()));
        AuthorizedProvider.of(request)
                .ifPresent(provider -> response.addExtension()
                        .setUrl(Pas.ITEM_AUTHORIZED_PROVIDER)
                        .addExtension("provider", provider));
    }
}
