package org.precept.policy;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * Advice shown with an order of a product, e.g. from its label. Never a reason to deny.
 *
 * @param canonical url and version of the PlanDefinition
 * @param sourceLabel whose advice it is, shown as the card's source
 * @param product product code
 * @param library CQL library that holds the conditions
 * @param advice in order of importance
 */
public record AdvicePlan(
        Canonical canonical, String sourceLabel, String product, Canonical library, List<Advice> advice) {

    /**
     * One piece of advice.
     *
     * @param id action id
     * @param summary under 140 characters
     * @param detail markdown
     * @param topic card topic code (cdshooks-card-type), e.g. {@code contraindication}
     * @param indicator {@code info}, {@code warning} or {@code critical}
     * @param condition CQL define; shown only when it is true; null: always shown
     * @param orders orders to suggest, each shown when its own condition is true
     */
    public record Advice(
            String id,
            String summary,
            String detail,
            String topic,
            String indicator,
            @Nullable String condition,
            List<SuggestedOrder> orders) {}

    /**
     * An order to suggest.
     *
     * @param id action id
     * @param title what it is, for people
     * @param code what to order
     * @param condition CQL define that is true when the order is missing; null: always suggested
     */
    public record SuggestedOrder(
            String id,
            String title,
            CodeableConcept code,
            @Nullable String condition) {}
}
