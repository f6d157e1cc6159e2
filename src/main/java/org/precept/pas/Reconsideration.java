package org.precept.pas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.precept.pas.ItemPlan.Wrong;

/**
 * Decides items of a filed request once more: on the request as it was sent, its date included, and on what is on file now.
 * Works within {@link RequestChanges#change}.
 */
public final class Reconsideration {

    private final ItemPlanner planner;
    private final ItemDecider decider;
    private final Prescriptions prescriptions;

    Reconsideration(ItemPlanner planner, ItemDecider decider, Prescriptions prescriptions) {
        this.planner = planner;
        this.decider = decider;
        this.prescriptions = prescriptions;
    }

    /**
     * What becomes of the items now. An item that cannot be decided any more (the member's coverage was taken back, say) is
     * left out: it stays as it is until a person sees it is overdue.
     *
     * @param sequences of items that are pended
     * @throws org.precept.criteria.CriteriaException when criteria cannot be computed
     */
    public List<ItemOutcome> of(OpenFile open, Set<Integer> sequences) {
        List<SubmittedItem> pended = SubmittedItem.of(open.request()).stream()
                .filter(item -> open.file()
                        .item(item.sequence())
                        .filter(filed -> filed.status().pended())
                        .isPresent())
                .toList();
        List<SubmittedItem> wanted = pended.stream()
                .filter(item -> sequences.contains(item.sequence()))
                .toList();
        Map<Integer, String> meant = prescriptions.products(open, open.request());
        List<ItemPlan> plans = planner.plan(open.request(), open.member(), wanted, pended, meant).stream()
                .filter(plan -> !(plan instanceof Wrong))
                .toList();
        return decider.decide(open.request(), open.member(), plans, open.file());
    }

    /** True when the provider would be asked for nothing but what is asked for already, in the same words. */
    public static boolean asksTheSame(OpenFile open, ItemOutcome outcome) {
        Map<String, String> before = new HashMap<>();
        open.communicationsOf(outcome.item().sequence())
                .forEach(asked -> before.put(
                        ItemLinks.document(asked), asked.getNoteFirstRep().getText()));
        Map<String, String> now = new HashMap<>();
        outcome.documents().forEach(document -> now.put(document, Explanation.missing(outcome, document)));
        return !now.isEmpty() && now.equals(before);
    }

    /** LOINC codes of the documents that the item's provider is asked for as the file stands. */
    public static Set<String> asked(OpenFile open, int sequence) {
        return open.communicationsOf(sequence).stream()
                .map(ItemLinks::document)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
