package org.precept.crd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.policy.CoveragePolicy;

/**
 * Where a policy applies or may apply but its criteria were not computed: the policy to read (CRD 2.2.1, "External
 * Reference"). Where they were computed their card has the link.
 */
final class ReferenceCards {
    private static final String TOPIC = "guideline";

    private ReferenceCards() {}

    static List<Card> of(List<Assessment> assessments, String payer, PolicyLinks links) {
        Map<CoveragePolicy, List<String>> orders = new LinkedHashMap<>();
        for (Assessment assessment : assessments) {
            for (CoveragePolicy policy : policies(assessment)) {
                orders.computeIfAbsent(policy, any -> new ArrayList<>())
                        .add(assessment.order().reference());
            }
        }
        List<Card> cards = new ArrayList<>();
        orders.forEach((policy, references) -> cards.add(new Card(
                        "Policy to read: " + policy.title(),
                        "The policy that applies, or may apply once the order is more specific: its criteria, with the"
                                + " sentences of the source they stand for.\n\nFor "
                                + String.join(", ", references) + ". Source: " + policy.sourceTitle() + ".",
                        Indicator.INFO,
                        TOPIC,
                        payer,
                        references,
                        List.of())
                .linking(links.of(policy))));
        return cards;
    }

    private static List<CoveragePolicy> policies(Assessment assessment) {
        if (assessment instanceof DetailCodeNeeded needed) {
            return needed.policies();
        }
        return assessment instanceof Trouble trouble && trouble.policy() != null
                ? List.of(trouble.policy())
                : List.of();
    }
}
