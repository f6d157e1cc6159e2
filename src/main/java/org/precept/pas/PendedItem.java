package org.precept.pas;

import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.Phase;
import org.precept.policy.PolicyCatalog;
import org.precept.record.FiledItem;
import org.precept.record.RequestContext.ContextRequest;

/** A pended item as DTR finds it under its trace number. */
final class PendedItem {

    private final PolicyCatalog policies;

    PendedItem(PolicyCatalog policies) {
        this.policies = policies;
    }

    /** @param claim the Claim as sent, as JSON */
    ContextRequest of(PasRequest request, ItemOutcome outcome, String claim) {
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
        Canonical policy = filed == null || filed.policy() == null ? null : Canonical.parse(filed.policy());
        String phase = filed == null ? null : filed.phase();
        return new ContextRequest(
                reference,
                policy,
                phase,
                outcome.documents().contains(Pas.COMPLETE_QUESTIONNAIRE) ? form(policy, phase) : null,
                claim);
    }

    /** The form that a reviewer asks for: that of the policy's phase. */
    private @Nullable Canonical form(@Nullable Canonical policy, @Nullable String phase) {
        return policy == null || phase == null
                ? null
                : policies.byCanonical(policy)
                        .flatMap(found -> found.phase(phase))
                        .map(Phase::questionnaire)
                        .orElse(null);
    }

    private static @Nullable FiledItem filed(ItemOutcome outcome) {
        if (outcome instanceof Reviewed reviewed) {
            return reviewed.filed();
        }
        return outcome instanceof Rerouted rerouted ? rerouted.filed() : null;
    }
}
