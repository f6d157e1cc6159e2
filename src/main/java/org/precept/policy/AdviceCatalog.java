package org.precept.policy;

import java.util.List;

/** Finds advice to show with an order of a product. */
public final class AdviceCatalog {
    private final List<AdvicePlan> plans;

    AdviceCatalog(List<AdvicePlan> plans) {
        this.plans = List.copyOf(plans);
    }

    /** Advice on the product, in the order it was read; empty when there is none. */
    public List<AdvicePlan> of(String product) {
        return plans.stream().filter(plan -> plan.product().equals(product)).toList();
    }

    /** All advice. */
    public List<AdvicePlan> all() {
        return plans;
    }
}
