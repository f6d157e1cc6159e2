package org.precept.pas.reviewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.precept.determination.ReviewQueue.CLINICIAN;
import static org.precept.determination.ReviewQueue.NURSE;
import static org.precept.determination.ReviewQueue.PHYSICIAN;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.ItemOutcome;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.SubmittedItem;
import org.precept.policy.DateRange;
import org.precept.policy.DenialReasons;
import org.precept.record.Authorizations;
import org.precept.record.Deadlines;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.support.RealContent;

/** What reviewers may make of an item of MMM: 60 units from 2026-11-16, which the policy gives for 12 months. */
class ConclusionTest {

    private static final Reviewer SOMEBODY = new Reviewer("sam", Set.of(NURSE, PHYSICIAN, CLINICIAN), null, null);
    private static final SubmittedItem ITEM =
            new SubmittedItem(0, new ItemComponent(new PositiveIntType(1), null), List.of());

    private final Conclusion conclusion = new Conclusion(
            authorizations(),
            new Deadlines(RealContent.policies().policies()),
            DenialReasons.in(List.of()),
            name -> Optional.empty());

    @ParameterizedTest
    @CsvSource({"CLINICIAN, NURSE", "PHYSICIAN, NURSE", "NURSE, NURSE", "PHYSICIAN, PHYSICIAN"})
    void nothingIsHandedDownToTheNursesOrToWhereItIs(ReviewQueue from, ReviewQueue to) {
        RejectedRequest refused = refused(from, new Review.Escalate(to, "Yours."));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .contains("'queue'");
    }

    @ParameterizedTest
    @CsvSource({"NURSE, PHYSICIAN", "NURSE, CLINICIAN", "CLINICIAN, PHYSICIAN", "PHYSICIAN, CLINICIAN"})
    void anythingIsHandedToThoseWhoMayDeny(ReviewQueue from, ReviewQueue to) {
        ItemOutcome outcome = concluded(from, new Review.Escalate(to, "Yours."));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rerouted.class, rerouted -> assertThat(rerouted.queue()).isEqualTo(to));
    }

    @ParameterizedTest
    @CsvSource({
        // Its last day is the first that was asked for; it begins on the last.
        "2026-10-01, 2026-11-16",
        "2027-11-15, 2028-01-31",
        "2027-01-01, 2027-06-30"
    })
    void daysAreApprovedOfWhichOneWasAskedFor(LocalDate start, LocalDate end) {
        ItemOutcome outcome = concluded(PHYSICIAN, otherDays(start, end));

        assertThat(outcome.status()).isEqualTo(ItemStatus.MODIFIED);
    }

    @ParameterizedTest
    @CsvSource({"2020-01-01, 2020-02-01", "2026-10-01, 2026-11-15", "2027-11-16, 2028-11-15"})
    void daysThatNobodyAskedForAreNotApproved(LocalDate start, LocalDate end) {
        RejectedRequest refused = refused(PHYSICIAN, otherDays(start, end));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.outcome().getIssueFirstRep().getDiagnostics()).contains("2026-11-16 to 2027-11-15");
    }

    @Test
    void aNurseApprovesNoDayThatThePolicyDoesNotGive() {
        Review longer = otherDays(LocalDate.of(2026, 11, 16), LocalDate.of(2037, 11, 15));

        assertThat(refused(NURSE, longer).status()).isEqualTo(403);
        assertThat(concluded(CLINICIAN, longer).status()).isEqualTo(ItemStatus.MODIFIED);
    }

    private static Review otherDays(LocalDate start, LocalDate end) {
        return new Review.ApproveModified(null, new DateRange(start, end), "Other days.");
    }

    private RejectedRequest refused(ReviewQueue queue, Review review) {
        return catchThrowableOfType(() -> concluded(queue, review), RejectedRequest.class);
    }

    private ItemOutcome concluded(ReviewQueue queue, Review review) {
        FiledItem filed = new FiledItem(
                1,
                ItemStatus.PENDED_REVIEW,
                "TR1",
                "0V",
                queue.code(),
                "https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|1.2.0",
                "initial",
                "lemtrada",
                BigDecimal.valueOf(60),
                LocalDate.of(2026, 11, 16),
                null,
                Instant.parse("2026-11-10T09:00:00Z"));
        return conclusion.of(review, ITEM, filed, new Position(queue, null, Set.of()), SOMEBODY);
    }

    private static Authorizations authorizations() {
        return (Authorizations) Proxy.newProxyInstance(
                Authorizations.class.getClassLoader(),
                new Class<?>[] {Authorizations.class},
                (proxy, method, given) -> {
                    assertThat(method.getName()).isEqualTo("nextNumber");
                    return "PA1";
                });
    }
}
