package org.precept.dtr.adaptive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;

/**
 * What a tree of criteria can still come to. It decides nothing: it tells whether a criterion that is open could make a
 * difference to what will be decided, whatever becomes of the others.
 *
 * @param tree as the policy joins the criteria
 * @param possible for each criterion what it is, or may become
 */
record Outlook(CriteriaTree tree, Map<String, Set<State>> possible) {
    Outlook {
        possible = Map.copyOf(possible);
    }

    /**
     * A criterion's result, as far as decisions differ by it; of a group: what the determination would see of it. In the
     * order in which the worst of a group's members that must all be met counts.
     */
    enum State {
        MET,
        /** Nothing says so yet. */
        OPEN,
        CONFLICT,
        NOT_MET,
        /** The policy sends it to a physician, whatever else is said. */
        PHYSICIAN;

        /** What a decision sees of it: a physician decides on both of the last. */
        private State decision() {
            return this == PHYSICIAN ? NOT_MET : this;
        }
    }

    /** Two states of the same group, from two results of one criterion and the same results of all others. */
    private record Pair(State one, State other) {}

    /** True when two of the criterion's possible results lead to different decisions, for some results of the others. */
    boolean mattersStill(String criterion) {
        List<State> states = List.copyOf(possible.getOrDefault(criterion, Set.of()));
        for (int i = 0; i < states.size(); i++) {
            for (int j = i + 1; j < states.size(); j++) {
                Pair results = new Pair(states.get(i), states.get(j));
                if (pairs(tree, criterion, results).stream()
                        .anyMatch(pair -> !Objects.equals(
                                pair.one().decision(), pair.other().decision()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True when the criterion matters still, whatever answers now make of the others. */
    boolean mattersWhatever(String criterion, Set<String> others) {
        Set<String> rest = new HashSet<>(others);
        rest.remove(criterion);
        String other = rest.stream().findFirst().orElse(null);
        if (other == null) {
            return mattersStill(criterion);
        }
        rest.remove(other);
        return possible.getOrDefault(other, Set.of()).stream()
                .allMatch(state -> with(other, state).mattersWhatever(criterion, rest));
    }

    /** What is left open by an answer may be met by documents that come later. */
    private Outlook with(String criterion, State state) {
        Map<String, Set<State>> answered = new HashMap<>(possible);
        answered.put(criterion, state == State.OPEN ? Set.of(State.OPEN, State.MET) : Set.of(state));
        return new Outlook(tree, answered);
    }

    private Set<Pair> pairs(CriteriaTree node, String criterion, Pair results) {
        if (node instanceof AllOf all) {
            return joined(all.members(), criterion, results, false);
        }
        if (node instanceof AnyOf any) {
            return joined(any.members(), criterion, results, true);
        }
        String id = ((Criterion) node).id();
        if (id.equals(criterion)) {
            return Set.of(results);
        }
        Set<Pair> same = new HashSet<>();
        possible.getOrDefault(id, Set.of(State.OPEN)).forEach(state -> same.add(new Pair(state, state)));
        return same;
    }

    private Set<Pair> joined(List<CriteriaTree> members, String criterion, Pair results, boolean any) {
        Set<Pair> all = Set.of();
        for (CriteriaTree member : members) {
            Set<Pair> next = pairs(member, criterion, results);
            if (all.isEmpty()) {
                all = next;
            } else {
                Set<Pair> both = new HashSet<>();
                for (Pair left : all) {
                    for (Pair right : next) {
                        both.add(new Pair(join(left.one(), right.one(), any), join(left.other(), right.other(), any)));
                    }
                }
                all = both;
            }
        }
        return all;
    }

    /** As Kleene's logic and the order of decisions join two members of a group. */
    private static State join(State left, State right, boolean any) {
        if (left == State.PHYSICIAN || right == State.PHYSICIAN) {
            return State.PHYSICIAN;
        }
        if (!any) {
            return left.compareTo(right) >= 0 ? left : right;
        }
        for (State state : List.of(State.MET, State.CONFLICT, State.OPEN)) {
            if (left == state || right == state) {
                return state;
            }
        }
        return State.NOT_MET;
    }
}
