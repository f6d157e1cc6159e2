package org.precept.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;

/** Finds advice to show at hooks. */
public final class AdviceCatalog {
    /** What a payer's own policy asks for comes before what is the same whoever pays. */
    private static final Comparator<AdvicePlan> PAYERS_FIRST =
            Comparator.comparing(plan -> plan.payers().isEmpty());

    private final List<AdvicePlan> plans;
    private final Map<String, List<Coding>> overrideReasons;

    /** @param overrideReasons by card topic */
    AdviceCatalog(List<AdvicePlan> plans, Map<String, List<Coding>> overrideReasons) {
        this.plans = plans.stream().sorted(PAYERS_FIRST).toList();
        this.overrideReasons = Map.copyOf(overrideReasons);
    }

    /** Reasons to choose from for not following a card of the topic; empty when there are none. */
    public List<Coding> overrideReasons(String topic) {
        return overrideReasons.getOrDefault(topic, List.of());
    }

    /** Advice of the payer on the product, the payer's own first; empty when there is none. */
    public List<AdvicePlan> of(String payer, String product) {
        return plans.stream()
                .filter(plan -> plan.product().equals(product) && plan.of(payer))
                .toList();
    }

    /** Advice of the payer that has something to show at the hook, on whatever product. */
    public List<AdvicePlan> at(String hook, String payer) {
        return plans.stream()
                .filter(plan -> plan.of(payer) && !plan.at(hook).isEmpty())
                .toList();
    }

    /** All advice. */
    public List<AdvicePlan> all() {
        return plans;
    }
}
