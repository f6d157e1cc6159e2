package org.precept.crd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.Ledger;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity.Identified;

/** Cards about therapies in use that need prior authorization to go on and have none. */
final class TherapyCards {
    private static final String TOPIC = "claim";

    private final PolicyCatalog policies;
    private final ProductCatalog products;

    TherapyCards(PolicyCatalog policies, ProductCatalog products) {
        this.policies = policies;
        this.products = products;
    }

    /**
     * One card per product under a policy of the payer that the evidence shows in use and no authorization covers.
     *
     * @param evidence record and what the call brought, medications in place of references to them
     * @param notSeen what of the client's data could not be read, for people
     */
    List<Card> unauthorized(List<EvidenceItem> evidence, Ledger ledger, CardSubject subject, List<String> notSeen) {
        LocalDate day = subject.day();
        Map<String, Set<String>> inUse = new LinkedHashMap<>();
        for (EvidenceItem item : evidence) {
            TherapyInUse.on(day, item.resource(), subject.encounter())
                    .map(products::identify)
                    .filter(Identified.class::isInstance)
                    .map(identity -> ((Identified) identity).product())
                    .ifPresent(product -> inUse.computeIfAbsent(product, any -> new LinkedHashSet<>())
                            .add(
                                    item.origin() == Origin.RECORD
                                            ? "the record of " + subject.payer().name()
                                            : item.reference()));
        }
        List<Card> cards = new ArrayList<>();
        inUse.forEach((product, sources) -> {
            Optional<CoveragePolicy> policy = policies.find(subject.payer().value(), product, day);
            if (policy.isPresent() && ledger.covering(product, day, null).isEmpty()) {
                cards.add(card(product, policy.get(), sources, subject, notSeen));
            }
        });
        return cards;
    }

    private Card card(
            String product, CoveragePolicy policy, Set<String> sources, CardSubject subject, List<String> notSeen) {
        String name = products.display(product);
        return new Card(
                name + " needs prior authorization to go on; none is on file.",
                "In use according to " + String.join(", ", sources) + ". "
                        + subject.payer().name()
                        + " covers it with prior authorization under " + policy.title()
                        + ". Sign or submit the order for the time after discharge, so that it can be decided before the"
                        + " next dose."
                        + (notSeen.isEmpty()
                                ? ""
                                : "\n\nNot everything in your EHR could be read: " + String.join(", ", notSeen) + ".")
                        + "\n\nSource: " + policy.sourceTitle() + ".",
                Indicator.WARNING,
                TOPIC,
                subject.payer().name(),
                List.of(),
                List.of());
    }
}
