package org.precept.pas.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.determination.ReviewQueue;
import org.precept.pas.WaitingRequest;
import org.precept.record.Arrival;
import org.precept.record.ItemStatus;

/** What becomes of a request when a document arrives for it: by the rules, or by the reviewers who have it. */
class ArrivalRedecisionTest {

    private static final String LETTER = "51852-2";
    private static final String NOTE = "11506-3";

    private final WaitingRequest request = new WaitingRequest(Map.of("diagnosis", false));
    private final ArrivalRedecision redecision =
            new ArrivalRedecision(request.documents(), request.files(), request.changes(), request.reconsideration());

    @Test
    void theRulesDecideWhatNoReviewerTouched() {
        request.says("diagnosis", true);

        arrives(NOTE, false);

        assertThat(request.item().status()).isEqualTo(ItemStatus.APPROVED);
    }

    @Test
    void theRulesAskForMoreAboutWhatNoReviewerTouched() {
        request.says("diagnosis", true);
        request.says("hiv-negative", null);

        arrives(NOTE, false);

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_DOCUMENTS);
    }

    @Test
    void whatAReviewerAskedForComesBackWhenAllOfItIsHere() {
        request.assign("peter");
        request.ask(LETTER, NOTE);
        request.says("diagnosis", true);

        arrives(NOTE, false);
        assertThat(request.asked()).containsExactly(LETTER);
        assertThat(request.desk()).isEmpty();

        arrives(LETTER, false);
        assertThat(request.asked()).isEmpty();
        assertThat(request.desk()).isEqualTo("physician peter");
    }

    @Test
    void whatAReviewerAskedForComesBackWhenNothingMoreWillCome() {
        request.ask(LETTER, NOTE);

        arrives(NOTE, true);

        assertThat(request.asked()).isEmpty();
        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void whatAReviewerAskedForComesBackAfterAnUpdateThatLeftItOut() {
        request.assign("peter");
        request.ask(LETTER);
        request.repeat();
        request.says("diagnosis", true);

        arrives(LETTER, false);

        assertThat(request.desk()).isEqualTo("physician peter");
    }

    @Test
    void whatAReviewerAskedAboutIsNotApprovedByTheRulesWhenMoreArrivesLater() {
        request.ask(LETTER);
        arrives(LETTER, false);
        request.says("diagnosis", true);

        arrives(NOTE, false);

        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void whatAReviewerAskedAboutIsNotSentBackByTheRulesWhenMoreArrivesLater() {
        request.ask(LETTER);
        arrives(LETTER, false);
        request.says("diagnosis", true);
        request.says("hiv-negative", null);

        arrives(NOTE, false);

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_REVIEW);
        assertThat(request.desk()).isEqualTo("physician null");
    }

    @Test
    void whatWasEscalatedStaysWithItsOwnerWhereverTheRulesSendIt() {
        request.escalate(ReviewQueue.CLINICIAN);
        request.assign("clara");

        arrives(NOTE, false);
        assertThat(request.desk()).as("the rules say physician").isEqualTo("clinician clara");

        request.says("diagnosis", true);
        request.says("hiv-negative", null);
        arrives(NOTE, false);
        assertThat(request.desk()).as("the rules ask for documents").isEqualTo("clinician clara");

        request.says("hiv-negative", true);
        arrives(NOTE, false);
        assertThat(request.item().status()).isEqualTo(ItemStatus.APPROVED);
    }

    private void arrives(@Nullable String code, boolean last) {
        String trace = String.valueOf(request.item().number());
        String subject = "Patient/" + request.member().patient().getIdPart();
        request.documents()
                .arrived(
                        new Arrival(0, trace, "DocumentReference/" + code, subject, code, last, Instant.MAX, 0),
                        Instant.MIN);
        redecision.decide(trace);
    }
}
