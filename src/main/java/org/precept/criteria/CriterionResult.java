package org.precept.criteria;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence says about a criterion. Absence of a record is null, neither met nor not met.
 *
 * @param id criterion id
 * @param value true met, false contradicted by evidence, null nothing says so yet
 * @param conflict true when evidence contradicts itself; value is null then
 * @param physician true when the policy text sends it to a physician whatever the value (e.g. a contradiction in the source)
 * @param note why, in a sentence for people; null when value and evidence say enough
 * @param evidence what made it so
 */
public record CriterionResult(
        String id,
        @Nullable Boolean value,
        boolean conflict,
        boolean physician,
        @Nullable String note,
        List<EvidenceReference> evidence) {
    /** Copies the list; a conflict has no value. */
    public CriterionResult {
        evidence = List.copyOf(evidence);
        if (conflict && value != null) {
            throw new IllegalArgumentException("criterion " + id + " is in conflict and has a value");
        }
    }
}
