package org.precept.policy;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * Advice on a product, shown at hooks, e.g. from its label or beside a payer's policy. Never a reason to deny.
 *
 * @param canonical url and version of the PlanDefinition
 * @param sourceLabel whose advice it is, named in the card's detail
 * @param payers identifier values of the payers whose advice it is; empty: whoever the payer is
 * @param product product code
 * @param library CQL library that holds the conditions
 * @param advice in order of importance
 */
public record AdvicePlan(
        Canonical canonical,
        String sourceLabel,
        Set<String> payers,
        String product,
        Canonical library,
        List<Advice> advice) {

    /** True when members of the payer get this advice. */
    public boolean of(String payer) {
        return payers.isEmpty() || payers.contains(payer);
    }

    /** What is shown at the hook, in order of importance. */
    public List<Advice> at(String hook) {
        return advice.stream().filter(each -> each.hooks().contains(hook)).toList();
    }

    /**
     * One piece of advice.
     *
     * @param id action id
     * @param text what the card says
     * @param topic card topic code (cdshooks-card-type), e.g. {@code contraindication}
     * @param indicator {@code info}, {@code warning} or {@code critical}
     * @param hooks names of the hooks at which it is shown
     * @param condition CQL define; shown only when it is true; null: always shown
     * @param orders orders to suggest, each shown when its own condition is true
     */
    public record Advice(
            String id,
            Text text,
            String topic,
            String indicator,
            Set<String> hooks,
            @Nullable String condition,
            List<SuggestedOrder> orders) {}

    /**
     * What a card says.
     *
     * @param summary under 140 characters
     * @param detail markdown
     * @param section where in the source it stands
     * @param summaryDefine CQL define that words the summary for this patient; null: it is always the same. Where the
     *     define is null or its text too long, the fixed summary stands
     * @param detailDefine CQL define that words the detail for this patient; null: it is always the same
     */
    public record Text(
            String summary,
            String detail,
            String section,
            @Nullable String summaryDefine,
            @Nullable String detailDefine) {}

    /**
     * An order to suggest.
     *
     * @param id action id
     * @param title what it is, for people
     * @param code what to order
     * @param condition CQL define that is true when it is to be suggested; null: always suggested
     * @param instead true: in place of the order that the advice is about; false: beside it
     */
    public record SuggestedOrder(
            String id,
            String title,
            CodeableConcept code,
            @Nullable String condition,
            boolean instead) {}
}
