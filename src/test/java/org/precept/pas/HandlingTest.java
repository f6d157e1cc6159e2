package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.precept.determination.ReviewQueue;
import org.precept.record.ItemStatus;

/** What reviewers asked about or handed on stays theirs through every update. */
class HandlingTest {

    private static final String LETTER = "51852-2";

    private final WaitingRequest request = new WaitingRequest(Map.of("diagnosis", false));

    @Test
    void anUpdateBringsAnItemBackToTheReviewerWhoAsked() {
        request.assign("peter");
        request.ask(LETTER);
        String number = request.item().number();
        request.says("diagnosis", true);

        ClaimResponse answer = request.update();

        assertThat(PasDoor.action(answer, 0)).isEqualTo("A4");
        assertThat(PasDoor.reason(answer, 0)).isEqualTo("0V");
        assertThat(request.item().number()).isEqualTo(number);
        assertThat(request.item().queue()).isEqualTo("physician");
        assertThat(request.desk()).isEqualTo("physician peter");
        assertThat(request.asked()).isEmpty();
    }

    @Test
    void anUpdateDoesNotHaveTheRulesAskForMoreInPlaceOfTheReviewer() {
        request.ask(LETTER);
        request.says("diagnosis", true);
        request.says("hiv-negative", null);

        request.update(24);

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_REVIEW);
        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void whatWasAskedForIsStillAskedForAfterAnUpdateOfNothing() {
        request.ask(LETTER);

        request.repeat();

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_DOCUMENTS);
        assertThat(request.asked()).containsExactly(LETTER);
    }

    @Test
    void anotherUpdateOnTheDeskIsNotDecidedByTheRulesEither() {
        request.ask(LETTER);
        request.says("diagnosis", true);
        request.update();

        request.update(24);

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_REVIEW);
        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void anUpdateLeavesAnEscalatedItemWithItsOwnerUnlessTheRulesApprove() {
        request.escalate(ReviewQueue.CLINICIAN);
        request.assign("clara");

        request.update();

        assertThat(request.desk()).as("the rules say physician").isEqualTo("clinician clara");
        request.says("diagnosis", true);
        assertThat(PasDoor.action(request.update(), 0)).isEqualTo("A1");
    }

    @Test
    void whatThePhysicianMustSeeIsNotLeftToTheNurseWhoAsked() {
        request.escalate(ReviewQueue.NURSE);
        request.assign("nora");
        request.ask(LETTER);

        request.update();

        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void whatIsDecidedIsNotTheReviewersAnyMore() {
        request.escalate(ReviewQueue.CLINICIAN);
        request.says("diagnosis", true);
        request.update();
        assertThat(request.item().status()).isEqualTo(ItemStatus.APPROVED);
        request.says("diagnosis", false);

        request.update(24);

        assertThat(request.desk()).isEqualTo("physician null");
        assertThat(request.task().orElseThrow().getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    }
}
