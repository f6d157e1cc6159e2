package org.precept.crd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.crd.card.NewOrder.Kind;
import org.precept.crd.card.Suggestion;
import org.precept.crd.card.Suggestion.Addition;
import org.precept.crd.card.Suggestion.Replacement;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.AdvicePlan;
import org.precept.policy.AdvicePlan.Advice;
import org.precept.policy.AdvicePlan.SuggestedOrder;

/** Cards with advice on a product, from its label or beside a payer's policy. Advice never decides anything. */
final class AdviceCards {
    private static final int SUMMARY_LIMIT = 140;

    private final AdviceCatalog catalog;
    private final CriteriaEngine engine;

    AdviceCards(AdviceCatalog catalog, CriteriaEngine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    /**
     * The cards of the payer's advice on one product at the hook.
     *
     * @param subject what the cards are about
     * @throws CriteriaException when conditions cannot be computed
     */
    List<Card> of(
            String hook,
            String product,
            CardSubject subject,
            EvidenceBundle evidence,
            RequestParameters parameters,
            CardOptions options) {
        List<Card> cards = new ArrayList<>();
        for (AdvicePlan plan : catalog.of(subject.payer().value(), product)) {
            cards.addAll(of(hook, plan, subject, evidence, parameters, options));
        }
        return cards;
    }

    /** The cards of one plan at the hook; as above. */
    List<Card> of(
            String hook,
            AdvicePlan plan,
            CardSubject subject,
            EvidenceBundle evidence,
            RequestParameters parameters,
            CardOptions options) {
        List<Advice> wanted = plan.at(hook).stream()
                .filter(advice -> options.wants(advice.topic()))
                .toList();
        Set<String> defines = defines(wanted);
        Map<String, @Nullable Object> values =
                defines.isEmpty() ? Map.of() : engine.values(plan.library(), defines, evidence, parameters);
        return wanted.stream()
                .filter(advice -> holds(advice.condition(), values))
                .map(advice -> card(plan, advice, values, subject))
                .toList();
    }

    private static Card card(
            AdvicePlan plan, Advice advice, Map<String, @Nullable Object> values, CardSubject subject) {
        String detail = said(
                advice.text().detailDefine(),
                values,
                Integer.MAX_VALUE,
                advice.text().detail());
        return new Card(
                said(
                        advice.text().summaryDefine(),
                        values,
                        SUMMARY_LIMIT,
                        advice.text().summary()),
                detail + "\n\n" + subject.sentence() + "Source: " + plan.sourceLabel() + ", "
                        + advice.text().section() + ".",
                Indicator.of(advice.indicator()),
                advice.topic(),
                subject.payer().name(),
                subject.orders(),
                suggestions(advice, values, subject));
    }

    /** What the define says for this patient, else what is always said. */
    private static String said(
            @Nullable String define, Map<String, @Nullable Object> values, int limit, String otherwise) {
        return define != null && values.get(define) instanceof String text && text.length() < limit ? text : otherwise;
    }

    private static List<Suggestion> suggestions(
            Advice advice, Map<String, @Nullable Object> values, CardSubject subject) {
        List<Suggestion> suggestions = new ArrayList<>();
        for (SuggestedOrder suggested : advice.orders()) {
            if (!holds(suggested.condition(), values)) {
                continue;
            }
            if (suggested.instead()) {
                subject.replaceable()
                        .ifPresent(order -> suggestions.add(new Replacement(
                                suggested.title(), order, subject.order(Kind.MEDICATION_REQUEST, suggested.code()))));
            } else {
                suggestions.add(new Addition(suggested.title(), subject.order(Kind.SERVICE_REQUEST, suggested.code())));
            }
        }
        return suggestions;
    }

    private static Set<String> defines(List<Advice> advice) {
        Set<String> defines = new LinkedHashSet<>();
        for (Advice each : advice) {
            add(defines, each.condition());
            add(defines, each.text().summaryDefine());
            add(defines, each.text().detailDefine());
            each.orders().forEach(order -> add(defines, order.condition()));
        }
        return defines;
    }

    private static void add(Set<String> defines, @Nullable String define) {
        if (define != null) {
            defines.add(define);
        }
    }

    private static boolean holds(@Nullable String condition, Map<String, @Nullable Object> values) {
        return condition == null || Boolean.TRUE.equals(values.get(condition));
    }
}
