package org.precept.pas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.precept.determination.Ledger;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemPlan.Wrong;

/** Items that ask to extend an approval (X12 1322 4) name it: the number is on the item, or on the Claim for all items. */
final class Prolongations {

    private Prolongations() {}

    /** The plans, with an error for every extension of nothing that is on file for the member. */
    static List<ItemPlan> checked(PasRequest request, List<ItemPlan> plans, Ledger onFile) {
        return plans.stream().map(plan -> checked(request, plan, onFile)).toList();
    }

    private static ItemPlan checked(PasRequest request, ItemPlan plan, Ledger onFile) {
        SubmittedItem item = plan.item();
        if (!item.prolongation() || plan instanceof Wrong) {
            return plan;
        }
        Set<String> numbers = new HashSet<>(Prior.numbers(item));
        numbers.addAll(Prior.of(request).numbers());
        if (numbers.isEmpty()) {
            return wrong(
                    item, Reason.PRIOR_MISSING, "Send the number of the authorization that is to be extended with it.");
        }
        boolean known = numbers.stream()
                .anyMatch(number -> !onFile.only(number).authorizations().isEmpty());
        return known
                ? plan
                : wrong(
                        item,
                        Reason.PRIOR_UNKNOWN,
                        "No authorization of this patient has the number. Check it, or ask for the service anew.");
    }

    private static ItemPlan wrong(SubmittedItem item, Reason reason, String text) {
        return new Wrong(
                item,
                List.of(new BusinessError(
                        reason, item.path() + ".extension('" + Pas.AUTHORIZATION_NUMBER + "')", text)));
    }
}
