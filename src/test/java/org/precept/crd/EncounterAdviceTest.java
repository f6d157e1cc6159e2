package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.crd.card.Card;
import org.precept.criteria.EvidenceBundle;
import org.precept.determination.Authorization;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.policy.Payer;
import org.precept.policy.PolicyContent;
import org.precept.record.Member;
import org.precept.support.DemoMember;
import org.precept.support.RealContent;

/** The shipped advice at encounters of demo members. */
class EncounterAdviceTest {
    private static final PolicyContent CONTENT = RealContent.policies();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
    private static final Ledger NOTHING = new Ledger(List.of());

    @Test
    void remindsOfTheSecondCourseAndOfTestsThatAreDue() {
        List<Card> cards = at(HookKind.ENCOUNTER_START, "olga", NOTHING);

        assertThat(cards)
                .extracting(Card::summary)
                .containsExactly(
                        "The second course of Lemtrada has been due since 2026-10-06, 12 months after the first.",
                        "Lemtrada monitoring runs until 2029-10-10. Due now: blood count, creatinine, urinalysis, TSH, skin exam.");
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.orders()).isEmpty();
            assertThat(card.source()).isEqualTo(payer().name());
            assertThat(card.detail()).contains("Source: Lemtrada label, ");
        });
        assertThat(cards.get(1).suggestions()).hasSize(5);
    }

    @Test
    void afterDischargeMonitoringGoesOn() {
        assertThat(at(HookKind.ENCOUNTER_DISCHARGE, "olga", NOTHING))
                .extracting(Card::summary)
                .singleElement()
                .asString()
                .startsWith("After discharge Lemtrada monitoring goes on until 2029-10-10.");
    }

    @Test
    void anApprovalOnFileShowsTheTherapyToo() {
        LocalDate served = LocalDate.of(2026, 10, 20);
        Authorization approved = new Authorization(
                "PA-1",
                "lemtrada",
                BigDecimal.valueOf(60),
                served,
                new DateRange(served, served.plusYears(1).minusDays(1)));

        assertThat(at(HookKind.ENCOUNTER_START, "ben", new Ledger(List.of(approved))))
                .extracting(Card::summary)
                .singleElement()
                .asString()
                .startsWith("Lemtrada monitoring runs until 2030-10-20.");
    }

    @Test
    void nothingIsSaidOfTherapiesThatNobodyHad() {
        for (String member : List.of("ben", "jonas", "felix")) {
            assertThat(at(HookKind.ENCOUNTER_START, member, NOTHING)).isEmpty();
        }
    }

    private static List<Card> at(HookKind hook, String member, Ledger ledger) {
        DemoMember demo = DemoMember.named(member);
        Member known = new Member("caresource-passe", "M-1", demo.patient(), List.of(), demo.record());
        EncounterAdvice advice =
                new EncounterAdvice(CONTENT.advice(), new AdviceCards(CONTENT.advice(), RealContent.engine()));
        HookRequest request = Calls.of("caresource-passe").encounter(hook).request();
        EvidenceBundle evidence = new EvidenceAssembler(CONTENT.questionnaires())
                .withoutForms(known.patient(), List.of(), known.record())
                .bundle();
        CardSubject subject = CardSubject.encounter(request, payer(), TODAY);
        return advice.of(hook.hook(), subject, evidence, ledger, request.options());
    }

    private static Payer payer() {
        return CONTENT.payers().find("caresource-passe").orElseThrow();
    }
}
