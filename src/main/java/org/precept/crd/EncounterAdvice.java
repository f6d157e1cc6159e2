package org.precept.crd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.precept.crd.card.Card;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.RequestParameters;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.AdvicePlan;
import org.precept.record.Member;
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
    private final EvidenceAssembler assembler;

    EncounterAdvice(AdviceCatalog catalog, AdviceCards cards, EvidenceAssembler assembler) {
        this.catalog = catalog;
        this.cards = cards;
        this.assembler = assembler;
    }

    /** False where no plan of the payer speaks at the hook. */
    boolean speaksAt(String hook, Insurance insurance) {
        return !catalog.at(hook, insurance.payer().value()).isEmpty();
    }

    /**
     * The cards for a known member; none when they cannot be computed. At a hook of which no plan speaks nothing is
     * evaluated.
     *
     * @param hook name of the hook
     * @param day of the encounter or the call: today, for the advice
     * @param evidence what the call brought and its FHIR server has
     * @param ledger the member's approvals
     */
    List<Card> of(
            String hook,
            HookRequest request,
            LocalDate day,
            Insurance insurance,
            Member member,
            List<EvidenceItem> evidence,
            Ledger ledger) {
        List<AdvicePlan> plans = catalog.at(hook, insurance.payer().value());
        if (plans.isEmpty()) {
            return List.of();
        }
        EvidenceBundle bundle = assembler
                .withoutForms(member.patient(), evidence, member.record())
                .bundle();
        CardSubject subject = CardSubject.encounter(request, insurance.payer(), day);
        List<Card> said = new ArrayList<>();
        for (AdvicePlan plan : plans) {
            try {
                said.addAll(cards.of(
                        hook, plan, subject, bundle, parameters(plan, subject, day, ledger), request.options()));
            } catch (CriteriaException e) {
                LOG.error("Advice could not be computed: {}", e.getMessage());
            }
        }
        return said;
    }

    private static RequestParameters parameters(AdvicePlan plan, CardSubject subject, LocalDate day, Ledger ledger) {
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
