package org.precept.pas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.AuthorizationRequest;
import org.precept.policy.CoveragePolicy;

/** What is to be done about an item, before any evidence is looked at. */
sealed interface ItemPlan {

    SubmittedItem item();

    /**
     * A policy in force decides.
     *
     * @param units billing units of this item alone, null when it gives none
     */
    record Governed(
            SubmittedItem item,
            CoveragePolicy policy,
            AuthorizationRequest request,
            @Nullable BigDecimal units) implements ItemPlan {}

    /**
     * The code names no one product; the drug code is asked for.
     *
     * @param candidates names of products with a policy that it could be
     */
    record CodeMissing(SubmittedItem item, Set<String> candidates) implements ItemPlan {}

    /**
     * Nothing can be decided because of what the item says.
     *
     * @param errors at least one
     */
    record Wrong(SubmittedItem item, List<BusinessError> errors) implements ItemPlan {
        public Wrong {
            errors = errors.stream().map(error -> error.of(item)).toList();
        }
    }
}
