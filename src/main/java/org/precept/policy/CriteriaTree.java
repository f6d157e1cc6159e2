package org.precept.policy;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The criteria of one phase as the policy joins them, from the nested actions of a PlanDefinition. */
public sealed interface CriteriaTree {

    /** The leaves in the order of the policy. */
    Stream<Criterion> criteria();

    /**
     * One criterion.
     *
     * @param id stable name: CQL define, questionnaire linkId and PlanDefinition action id
     * @param title a few words for people
     * @param sentence the policy's sentence that it encodes
     * @param section where in the source the sentence stands
     * @param reason X12 886 code that a reviewer would give were it not met
     * @param documentation what to send when nothing says so yet, in words a clinician reads; null when nothing can be asked
     * @param document LOINC code of a kind of document that would say so; null when only the form asks
     */
    record Criterion(
            String id,
            String title,
            String sentence,
            String section,
            String reason,
            @Nullable String documentation,
            @Nullable String document)
            implements CriteriaTree {
        @Override
        public Stream<Criterion> criteria() {
            return Stream.of(this);
        }
    }

    /** Met when every member is met. */
    record AllOf(List<CriteriaTree> members) implements CriteriaTree {
        @Override
        public Stream<Criterion> criteria() {
            return members.stream().flatMap(CriteriaTree::criteria);
        }
    }

    /** Met when at least one member is met. */
    record AnyOf(List<CriteriaTree> members) implements CriteriaTree {
        @Override
        public Stream<Criterion> criteria() {
            return members.stream().flatMap(CriteriaTree::criteria);
        }
    }
}
