package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.record.Review;
import org.precept.support.UpdateBundle;

/** No unit is approved twice, whoever asks for it and however. */
class StandingApprovalsTest extends UpdateDoor {

    @Test
    void whatAnUpdateTakesBackIsFreeForWhatItAdds() {
        Bundle first = lemtrada(36).build();
        submit(first);

        ClaimResponse after =
                response(submit(UpdateBundle.of(first).cancel(1).add(LATER, 36).build()));

        assertThat(action(after, 0)).isEqualTo("C");
        assertThat(action(after, 1)).isEqualTo("A1");
        assertThat(units()).containsExactly("36");
    }

    @Test
    void whatAnotherRequestStandsOnCountsAgainstAnUpdate() {
        Bundle first = lemtrada(60).build();
        String number = number(response(submit(first)), 0);
        assertThat(number(response(submit(told(lemtrada(60), number).build())), 0))
                .isEqualTo(number);

        ClaimResponse after =
                response(submit(UpdateBundle.of(first).units(1, 48).build()));

        assertThat(action(after, 0)).isEqualTo("A4");
        assertThat(memory.approvals()).extracting(Authorization::number).containsExactly(number);
        assertThat(units()).containsExactly("60");
    }

    @Test
    void whatAReviewerApprovesTakesThePlaceOfWhatWasApprovedWhenTheOrderWasSigned() {
        assertThat(signing.approve(Signed.of("mmm", "M1").infusion("o1", 60).orders(), Duration.ofMillis(500)))
                .isPresent();
        engine.says("hiv-negative", false);
        submit(lemtrada(60).build());

        review(pended(), 1, new Review.Approve("Tested since."), "PA9", BigDecimal.valueOf(60));

        assertThat(memory.approvals()).extracting(Authorization::number).containsExactly("PA9");
        assertThat(units()).containsExactly("60");
        engine.says("hiv-negative", null);
        assertThat(action(response(submit(lemtrada(60).build())), 0)).isEqualTo("A4");
    }
}
