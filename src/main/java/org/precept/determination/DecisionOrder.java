package org.precept.determination;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.policy.Approver;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.policy.Phase;

/** The order in which policies.md, "Decision", looks at results; the first line that applies wins. It never denies. */
final class DecisionOrder {
    private final Approver approver;
    private final Phase phase;
    private final Kleene results;

    DecisionOrder(Approver approver, Phase phase, Kleene results) {
        this.approver = approver;
        this.phase = phase;
        this.results = results;
    }

    /**
     * @param overLimit true when the units asked for are more than what is left of the limit
     * @param period what an approval would cover
     * @param units what an approval would authorize, null when nothing says
     */
    Decision decide(boolean overLimit, DateRange period, @Nullable BigDecimal units) {
        Boolean met = results.value(phase.criteria());
        List<Criterion> behind = results.behind(phase.criteria());
        List<Criterion> flagged = phase.criteria()
                .criteria()
                .filter(criterion -> results.result(criterion).physician())
                .toList();
        if (overLimit || !flagged.isEmpty() || Boolean.FALSE.equals(met)) {
            Set<Criterion> because = new LinkedHashSet<>(Boolean.FALSE.equals(met) ? behind : List.of());
            because.addAll(flagged);
            return new ReviewNeeded(ReviewQueue.PHYSICIAN, new ArrayList<>(because));
        }
        if (met == null) {
            List<Criterion> conflicts = behind.stream()
                    .filter(criterion -> results.result(criterion).conflict())
                    .toList();
            return conflicts.isEmpty()
                    ? new DocumentationNeeded(behind)
                    : new ReviewNeeded(ReviewQueue.NURSE, conflicts);
        }
        if (phase.limit() != null && units == null) {
            // An approval without units would not count against the limit next time.
            return new ReviewNeeded(ReviewQueue.NURSE, List.of());
        }
        return switch (approver) {
            case RULES -> new Approved(period, units);
            case NURSE -> new ReviewNeeded(ReviewQueue.NURSE, List.of());
            case CLINICIAN -> new ReviewNeeded(ReviewQueue.CLINICIAN, List.of());
        };
    }
}
