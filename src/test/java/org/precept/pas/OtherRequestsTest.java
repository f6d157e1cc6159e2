package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.junit.jupiter.api.Test;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Decision;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Ledger;
import org.precept.determination.ReviewQueue;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Phase;
import org.precept.policy.QuantityLimit;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.Overlaps;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;
import org.precept.support.PasBundle;
import org.precept.support.RealContent;

/** A request for what the member has already, or has asked for already, says so and is never approved without a word. */
class OtherRequestsTest extends PasDoor {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    @Test
    void whatFitsTheLimitIsApprovedAndTheOtherAuthorizationNamed() {
        submit(lemtrada(36).build());

        ClaimResponse second = response(submit(lemtrada(24).build()));

        assertThat(action(second, 0)).isEqualTo("A1");
        assertThat(notes(second))
                .contains(
                        "an authorization of the same product (PA1, 36 units) for 2026-12-01 to 2027-11-30 is on file")
                .contains("what begins on 2027-10-01 or later is its renewal");
    }

    @Test
    void whatDoesNotFitGoesToAPhysicianWithTheOtherAuthorizationNamed() {
        submit(lemtrada(60).build());

        ClaimResponse second = response(submit(lemtrada(60).build()));

        assertThat(action(second, 0)).isEqualTo("A4");
        assertThat(notes(second)).contains("review by a physician").contains("PA1");
        assertThat(memory.approvals()).hasSize(1);
    }

    @Test
    void aPendedRequestIsNamedToo() {
        engine.says("hiv-negative", null);
        submit(lemtrada(36).build());
        engine.says("hiv-negative", true);

        ClaimResponse second = response(submit(lemtrada(36).build()));

        assertThat(action(second, 0)).isEqualTo("A1");
        assertThat(notes(second)).contains("another request for the same product (TR1, 36 units)", "is still pended");
    }

    @Test
    void numbersAreNotToldToThoseWhoHaveNoPartInTheOtherRequest() {
        submit(lemtrada(36).build());

        ClaimResponse second = response(submit(lemtrada(24)
                .organizationNpi("1003000126")
                .prescriberNpi("1003000134")
                .build()));

        assertThat(notes(second))
                .contains("an authorization of the same product (36 units)")
                .doesNotContain("PA1");
    }

    @Test
    void aRenewalInItsWindowIsNoOverlap() {
        submit(lemtrada(36).build());

        ClaimResponse early = response(submit(request("2027-09-30")));
        ClaimResponse renewal = response(submit(request("2027-10-01")));

        assertThat(notes(early)).contains("(PA1, 36 units)");
        assertThat(notes(renewal)).doesNotContain("(PA1,");
    }

    @Test
    void aRepetitionIsNoOtherRequest() {
        Bundle request = lemtrada(36).build();

        ClaimResponse first = response(submit(request));
        ClaimResponse again = response(submit(request));

        assertThat(notes(again)).isEqualTo(notes(first)).doesNotContain("same product");
    }

    @Test
    void withoutALimitTheRulesApproveNothingBesideAnotherRequest() {
        Overlaps overlaps = new Overlaps(RealContent.policies().policies());
        OtherRequests others = new OtherRequests(
                overlaps, List.of(pended()), new Ledger(List.of()), new SendingSystem(Set.of(), Set.of()));
        OtherRequests none =
                new OtherRequests(overlaps, List.of(), new Ledger(List.of()), new SendingSystem(Set.of(), Set.of()));

        assertThat(others.view(approved(null)).determination().decision())
                .isEqualTo(new ReviewNeeded(ReviewQueue.NURSE, List.of()));
        assertThat(others.view(approved(new QuantityLimit(BigDecimal.TEN, 365)))
                        .determination()
                        .decision())
                .isInstanceOf(Approved.class);
        assertThat(none.view(approved(null)).determination().decision()).isInstanceOf(Approved.class);
    }

    private static Bundle request(String day) {
        return PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 24, "22", day)
                .build();
    }

    private static Determination approved(QuantityLimit limit) {
        CoveragePolicy policy =
                RealContent.policies().policies().find("mmm", "lemtrada", DAY).orElseThrow();
        Phase shipped = policy.phase("initial").orElseThrow();
        Phase phase = new Phase(
                shipped.code(),
                shipped.title(),
                shipped.criteria(),
                shipped.questionnaire(),
                shipped.duration(),
                limit);
        Decision decision = new Approved(phase.approvalFrom(DAY), BigDecimal.TEN);
        return new Determination(
                AuthorizationRequest.bare("urn:uuid:c", "mmm", "lemtrada", DAY, null, null),
                policy,
                phase,
                List.of(),
                decision);
    }

    private static RequestFile pended() {
        Instant now = Instant.parse("2026-11-16T10:00:00Z");
        return new RequestFile(
                "f",
                1,
                "mmm",
                "M1",
                "c",
                "r",
                "2.2.1",
                Set.of(),
                Set.of(),
                new RequestClock(false, now, now, now, null),
                null,
                List.of(new FiledItem(
                        1,
                        ItemStatus.PENDED_REVIEW,
                        "TR1",
                        "0V",
                        "nurse",
                        "https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|1.2.0",
                        "initial",
                        "lemtrada",
                        null,
                        DAY,
                        null,
                        now)));
    }
}
