package org.precept.pas;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.precept.fhir.CodeSystems;
import org.precept.record.ItemStatus;

/** The decision on the request as a whole, where all of it that was not withdrawn is decided alike. */
final class WholeDecision {

    private WholeDecision() {}

    /** Reads the items of the response, and number and period that {@link WholeApproval} gave it. */
    static void into(ClaimResponse response, PasRequest request) {
        Set<String> actions = new LinkedHashSet<>();
        for (ItemComponent item : response.getItem()) {
            actions.add(WholeApproval.action(item));
        }
        if (actions.size() > 1) {
            actions.remove(ItemStatus.CANCELLED.action());
        }
        if (actions.size() != 1 || actions.contains("")) {
            return;
        }
        String action = actions.iterator().next();
        AdjudicationComponent whole =
                response.addAdjudication().setCategory(Codes.concept(Pas.ADJUDICATION, "submitted", null));
        Extension review = whole.addExtension().setUrl(Pas.REVIEW_ACTION);
        if (response.hasPreAuthRef()) {
            review.addExtension("number", new StringType(response.getPreAuthRef()));
            AuthorizedProvider.of(request)
                    .ifPresent(provider -> response.addExtension()
                            .setUrl(Pas.ITEM_AUTHORIZED_PROVIDER)
                            .addExtension("provider", provider));
        }
        review.addExtension(
                Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, action, Codes.actionDisplay(action)));
    }
}
