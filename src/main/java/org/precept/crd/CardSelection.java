package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.precept.crd.card.Card;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.CallId;

/** The cards of a call: those that the client wants, the most urgent first, not more than it wants. */
final class CardSelection {
    private final CriteriaCards criteria;
    private final PolicyLinks links;
    private final AdviceCatalog advice;

    CardSelection(ProductCatalog products, AdviceCatalog advice, PolicyLinks links) {
        this.links = links;
        this.criteria = new CriteriaCards(products, links);
        this.advice = advice;
    }

    /** Topics of the cards that are made for a hook here, beside what advice says at it. */
    static Set<String> topics(HookKind kind) {
        if (kind.aboutOrders()) {
            return kind.primary() ? Set.of("guideline", "limits", "claim") : Set.of("guideline", "limits");
        }
        return kind == HookKind.ENCOUNTER_DISCHARGE
                ? Set.of("clinical-reminder", "claim")
                : Set.of("clinical-reminder");
    }

    /** The cards; none when the payer could not be told. */
    List<Card> of(HookRequest request, Assessed assessed) {
        if (assessed.insurance() == null) {
            return List.of();
        }
        String payer = assessed.insurance().payer().name();
        List<Card> cards = new ArrayList<>(criteria.of(assessed.orders(), payer, request.kind()));
        cards.addAll(assessed.advice());
        cards.addAll(ReferenceCards.of(assessed.orders(), payer, links));
        if (request.kind().primary()) {
            cards.addAll(InstructionCards.of(assessed.orders(), payer));
        }
        // Sorting is stable: among equally urgent cards what the policy asks for comes first.
        return cards.stream()
                .filter(card -> request.options().wants(card.topic()))
                .sorted(Card.BY_URGENCY)
                .limit(Math.min(request.options().maxCards(), CallId.MOST_CARDS))
                .map(card -> card.asksForSomething() ? card.overridable(advice.overrideReasons(card.topic())) : card)
                .toList();
    }
}
