package org.precept.pas;

import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.FiledItem;
import org.precept.record.RequestContext.ContextRequest;

/** A pended item as DTR finds it under its trace number. */
final class PendedItem {

    private PendedItem() {}

    /** @param claim the Claim as sent, as JSON */
    static ContextRequest of(PasRequest request, ItemOutcome outcome, String claim) {
        String reference = request.claimUrl() + "#" + outcome.item().sequence();
        if (outcome instanceof Determined determined) {
            return new ContextRequest(
                    reference,
                    determined.determination().policy().canonical(),
                    determined.determination().phase().code(),
                    outcome.asksForDocuments()
                            ? determined.determination().phase().questionnaire()
                            : null,
                    claim);
        }
        FiledItem filed = filed(outcome);
        return new ContextRequest(
                reference,
                filed == null || filed.policy() == null ? null : Canonical.parse(filed.policy()),
                filed == null ? null : filed.phase(),
                null,
                claim);
    }

    private static @Nullable FiledItem filed(ItemOutcome outcome) {
        if (outcome instanceof Reviewed reviewed) {
            return reviewed.filed();
        }
        return outcome instanceof Rerouted rerouted ? rerouted.filed() : null;
    }
}
