package org.precept.crd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.precept.crd.card.Card;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.determination.Ledger;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.AdvicePlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advice at hooks without orders: for each product that the member's evidence or the ledger shows to be in use. Which
 * that is the conditions of the advice say, from administrations, orders and approvals.
 */
final class EncounterAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(EncounterAdvice.class);

    private final AdviceCatalog catalog;
    private final AdviceCards cards;

    EncounterAdvice(AdviceCatalog catalog, AdviceCards cards) {
        this.catalog = catalog;
        this.cards = cards;
    }

    /** False where no plan of the payer speaks at the hook. */
    boolean speaksAt(String hook, Insurance insurance) {
        return !catalog.at(hook, insurance.payer().value()).isEmpty();
    }

    /**
     * The cards for a known member; none when they cannot be computed.
     *
     * @param hook name of the hook
     * @param subject its day is today, for the advice
     * @param evidence on record, what the call brought and what its FHIR server has
     * @param ledger the member's approvals
     */
    List<Card> of(String hook, CardSubject subject, EvidenceBundle evidence, Ledger ledger, CardOptions options) {
        List<Card> said = new ArrayList<>();
        for (AdvicePlan plan : catalog.at(hook, subject.payer().value())) {
            try {
                said.addAll(cards.of(hook, plan, subject, evidence, parameters(plan, subject, ledger), options));
            } catch (CriteriaException e) {
                LOG.error("Advice could not be computed: {}", e.getMessage());
            }
        }
        return said;
    }

    private static RequestParameters parameters(AdvicePlan plan, CardSubject subject, Ledger ledger) {
        LocalDate day = subject.day();
        return new RequestParameters(
                day,
                day,
                null,
                null,
                BigDecimal.ZERO,
                null,
                false,
                false,
                ledger.lastServiceDateBefore(plan.product(), day).orElse(null),
                null,
                List.of(),
                List.of(),
                subject.encounter() == null ? subject.patient() : subject.encounter());
    }
}
