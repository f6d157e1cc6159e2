package org.precept.policy;

import java.util.List;

/** Finds advice to show at hooks. */
public final class AdviceCatalog {
    private final List<AdvicePlan> plans;

    AdviceCatalog(List<AdvicePlan> plans) {
        this.plans = List.copyOf(plans);
    }

    /** Advice of the payer on the product, in the order it was read; empty when there is none. */
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
