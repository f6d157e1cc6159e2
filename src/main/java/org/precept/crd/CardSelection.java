package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import org.precept.crd.Assessment.Determined;
import org.precept.policy.ProductCatalog;
import org.precept.record.CallId;

/** The cards of a call: those that the client wants, the most urgent first, not more than it wants. */
final class CardSelection {
    private final CriteriaCard criteria;

    CardSelection(ProductCatalog products) {
        this.criteria = new CriteriaCard(products);
    }

    /** The cards; none when the payer could not be told. */
    List<Card> of(HookRequest request, Assessed assessed) {
        if (assessed.insurance() == null) {
            return List.of();
        }
        String payer = assessed.insurance().payer().name();
        List<Card> cards = new ArrayList<>();
        for (Assessment assessment : assessed.orders()) {
            if (assessment instanceof Determined determined) {
                cards.add(criteria.of(determined, payer));
            }
        }
        cards.addAll(assessed.advice());
        cards.addAll(InstructionCards.of(assessed.orders(), payer));
        // Sorting is stable: among equally urgent cards what the policy asks for comes first.
        return cards.stream()
                .filter(card -> request.options().wants(card.topic()))
                .sorted(Card.BY_URGENCY)
                .limit(Math.min(request.options().maxCards(), CallId.MOST_CARDS))
                .toList();
    }
}
