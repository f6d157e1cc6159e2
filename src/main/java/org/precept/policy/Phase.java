package org.precept.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.policy.CriteriaTree.Criterion;

/**
 * One phase of a policy, a top action of its PlanDefinition.
 *
 * @param code {@code initial} or {@code continuation}
 * @param title for people
 * @param criteria what must hold
 * @param questionnaire the static form that asks for what the record lacks, with version
 * @param duration how long an approval lasts, e.g. P12M or P365D
 * @param limit quantity limit, null when the policy has none
 */
public record Phase(
        String code,
        String title,
        CriteriaTree criteria,
        Canonical questionnaire,
        Period duration,
        @Nullable QuantityLimit limit) {

    /** The period of an approval that starts on the given day: the last day is the day before the anniversary. */
    public DateRange approvalFrom(LocalDate start) {
        return new DateRange(start, start.plus(duration).minusDays(1));
    }

    /** The sections of the source that its criteria stand in, as the source calls them. */
    public List<String> sections() {
        return criteria.criteria()
                .map(Criterion::section)
                .filter(section -> !section.isBlank())
                .distinct()
                .toList();
    }
}
