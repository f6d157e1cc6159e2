package org.precept.crd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.criteria.EvidenceBundle;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.fhir.Days;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.Member;

/** Says at the begin and end of an encounter what a member's authorizations and therapies in use call for: cards only. */
final class EncounterAssessor {
    private final AuthorizationCards authorizations;
    private final TherapyCards therapies;
    private final EncounterAdvice advice;
    private final EvidenceAssembler assembler;

    EncounterAssessor(
            PolicyCatalog policies, ProductCatalog products, EncounterAdvice advice, EvidenceAssembler assembler) {
        this.authorizations = new AuthorizationCards(products);
        this.therapies = new TherapyCards(policies, products);
        this.advice = advice;
        this.assembler = assembler;
    }

    /**
     * The cards for a known member; none for one who is not covered on the day.
     *
     * @param arrived the day of the call, for encounters without a date
     */
    Assessed assess(
            HookRequest request, Gathering call, LocalDate arrived, Insurance insurance, Member member, Ledger ledger) {
        LocalDate day = day(request, call, arrived);
        List<Card> cards = new ArrayList<>();
        if (member.coveredOn(day)) {
            String hook = request.kind().hook();
            boolean discharge = request.kind() == HookKind.ENCOUNTER_DISCHARGE;
            CardSubject subject = CardSubject.encounter(request, insurance.payer(), day);
            cards.addAll(authorizations.ending(ledger, subject));
            if (discharge || advice.speaksAt(hook, insurance)) {
                call.fetchClinical();
                EvidenceBundle known = assembler
                        .withoutForms(member.patient(), call.evidence(), member.record())
                        .bundle();
                if (discharge) {
                    cards.addAll(authorizations.goingOn(ledger, subject));
                    cards.addAll(therapies.unauthorized(known.items(), ledger, subject, call.notSeen()));
                }
                cards.addAll(advice.of(hook, subject, known, ledger, request.options()));
            }
        }
        return new Assessed(insurance, member, List.of(), cards);
    }

    /** The first day of an encounter that begins, the last of one that ends. */
    private static LocalDate day(HookRequest request, Gathering call, LocalDate arrived) {
        @Nullable
        LocalDate day = call.resources()
                .find("Encounter/" + request.encounterId())
                .filter(Encounter.class::isInstance)
                .map(encounter -> ((Encounter) encounter).getPeriod())
                .map(period -> request.kind() == HookKind.ENCOUNTER_DISCHARGE
                        ? Days.last(period.getEndElement())
                        : Days.first(period.getStartElement()))
                .orElse(null);
        return day == null ? arrived : day;
    }
}
