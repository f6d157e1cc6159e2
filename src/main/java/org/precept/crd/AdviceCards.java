package org.precept.crd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Card.Indicator;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.AdvicePlan;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;
import org.precept.policy.ProductCatalog;

/** Cards with advice on a product, e.g. from its label, and the orders it suggests. Advice never decides anything. */
final class AdviceCards {
    private final AdviceCatalog catalog;
    private final ProductCatalog products;
    private final CriteriaEngine engine;

    AdviceCards(AdviceCatalog catalog, ProductCatalog products, CriteriaEngine engine) {
        this.catalog = catalog;
        this.products = products;
        this.engine = engine;
    }

    /**
     * The cards for orders of one product.
     *
     * @param orders the orders, at least one
     * @param payer the insurer's name
     * @throws CriteriaException when conditions cannot be computed
     */
    List<Card> of(
            String product,
            List<DraftOrder> orders,
            EvidenceBundle evidence,
            RequestParameters parameters,
            HookRequest request,
            String payer) {
        List<Card> cards = new ArrayList<>();
        for (AdvicePlan plan : catalog.of(product)) {
            List<Advice> wanted = plan.advice().stream()
                    .filter(advice -> request.options().wants(advice.topic()))
                    .toList();
            Set<String> conditions = conditions(wanted);
            Map<String, Object> values =
                    conditions.isEmpty() ? Map.of() : engine.values(plan.library(), conditions, evidence, parameters);
            for (Advice advice : wanted) {
                if (holds(advice.condition(), values)) {
                    cards.add(card(
                            product,
                            plan,
                            advice,
                            orders,
                            suggestions(advice, values, orders.get(0), parameters.requestDate(), request),
                            payer));
                }
            }
        }
        return cards;
    }

    private Card card(
            String product,
            AdvicePlan plan,
            Advice advice,
            List<DraftOrder> orders,
            List<SuggestedOrderRequest> suggestions,
            String payer) {
        List<String> references = orders.stream().map(DraftOrder::reference).toList();
        String detail = advice.detail() + "\n\nFor the order of " + products.display(product) + " ("
                + String.join(", ", references) + "). Source: " + plan.sourceLabel() + ".";
        return new Card(
                advice.summary(),
                detail,
                Indicator.of(advice.indicator()),
                advice.topic(),
                payer,
                references,
                suggestions);
    }

    private static List<SuggestedOrderRequest> suggestions(
            Advice advice, Map<String, Object> values, DraftOrder order, LocalDate date, HookRequest request) {
        @Nullable
        String requester = order.facts().requesters().stream().findFirst().orElse(request.userId());
        @Nullable String encounter = request.encounterId() == null ? null : "Encounter/" + request.encounterId();
        List<SuggestedOrderRequest> suggestions = new ArrayList<>();
        for (SuggestedOrder suggested : advice.orders()) {
            if (holds(suggested.condition(), values)) {
                suggestions.add(new SuggestedOrderRequest(
                        suggested.title(),
                        suggested.code(),
                        "Patient/" + request.patientId(),
                        encounter,
                        requester,
                        date));
            }
        }
        return suggestions;
    }

    private static Set<String> conditions(List<Advice> advice) {
        Set<String> conditions = new LinkedHashSet<>();
        for (Advice each : advice) {
            if (each.condition() != null) {
                conditions.add(each.condition());
            }
            for (SuggestedOrder order : each.orders()) {
                if (order.condition() != null) {
                    conditions.add(order.condition());
                }
            }
        }
        return conditions;
    }

    private static boolean holds(@Nullable String condition, Map<String, Object> values) {
        return condition == null || Boolean.TRUE.equals(values.get(condition));
    }
}
