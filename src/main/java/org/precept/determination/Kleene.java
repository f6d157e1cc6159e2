package org.precept.determination;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriterionResult;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;

/** Joins results along a tree of criteria in Kleene's three-valued logic; unknown is never made into yes or no. */
final class Kleene {
    private final Map<String, CriterionResult> results;

    /** @param results by criterion id, one for every criterion of the trees asked about */
    Kleene(Map<String, CriterionResult> results) {
        this.results = Map.copyOf(results);
    }

    /** True, false, or null when what is known does not settle it. */
    @Nullable
    Boolean value(CriteriaTree tree) {
        if (tree instanceof AllOf all) {
            return joined(all.members(), false);
        }
        if (tree instanceof AnyOf any) {
            return joined(any.members(), true);
        }
        return result((Criterion) tree).value();
    }

    /** One member of the settling value settles the group; else one unknown leaves it open. */
    private @Nullable Boolean joined(List<CriteriaTree> members, boolean settling) {
        boolean open = false;
        for (CriteriaTree member : members) {
            Boolean value = value(member);
            if (value == null) {
                open = true;
            } else if (value == settling) {
                return settling;
            }
        }
        return open ? null : !settling;
    }

    /**
     * The criteria that make the tree what it is: those that are false when it is false, those still unknown when it is
     * open. What lies under a settled group of the other value can change nothing and is left out.
     */
    List<Criterion> behind(CriteriaTree tree) {
        return leaves(tree, value(tree)).toList();
    }

    private Stream<Criterion> leaves(CriteriaTree tree, @Nullable Boolean wanted) {
        if (!Objects.equals(value(tree), wanted)) {
            return Stream.of();
        }
        if (tree instanceof AllOf all) {
            return all.members().stream().flatMap(member -> leaves(member, wanted));
        }
        if (tree instanceof AnyOf any) {
            return any.members().stream().flatMap(member -> leaves(member, wanted));
        }
        return Stream.of((Criterion) tree);
    }

    /** The result of a criterion. */
    CriterionResult result(Criterion criterion) {
        CriterionResult result = results.get(criterion.id());
        if (result == null) {
            throw new IllegalArgumentException("no result for criterion " + criterion.id());
        }
        return result;
    }
}
