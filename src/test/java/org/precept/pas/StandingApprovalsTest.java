package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestFile;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** No unit is approved twice, whoever asks for it and however. */
class StandingApprovalsTest extends UpdateDoor {

    private static final String ASSERTION = "0198c0de-0000-7000-8000-000000001801";
    private static final Reviewer PETER =
            new Reviewer("peter", Set.of(ReviewQueue.PHYSICIAN), "1234567893", "207R00000X");
    private static final DateRange YEAR = new DateRange(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 11, 30));

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
        assertThat(number(response(submit(told(number))), 0)).isEqualTo(number);

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

        review(new Review.Approve("Tested since."), "PA9", YEAR, BigDecimal.valueOf(60));

        assertThat(memory.approvals()).extracting(Authorization::number).containsExactly("PA9");
        assertThat(units()).containsExactly("60");
        engine.says("hiv-negative", null);
        assertThat(action(response(submit(lemtrada(60).build())), 0)).isEqualTo("A4");
    }

    private RequestFile pended() {
        return memory.files.all().stream()
                .filter(RequestFile::pended)
                .findFirst()
                .orElseThrow();
    }

    private void review(Review review, String number, DateRange period, BigDecimal units) {
        changes.change(
                pended().id(),
                (opened, now) -> List.of(new Reviewed(
                        opened.item(1).orElseThrow(),
                        opened.file().item(1).orElseThrow(),
                        review,
                        PETER,
                        number,
                        period,
                        units)));
    }

    /** A request whose order says that it is authorized. */
    private Bundle told(String number) {
        memory.remember(new RequestContext(
                ASSERTION, Kind.ASSERTION, "mmm", "M1", List.of(), Instant.parse("2026-11-10T10:00:00Z")));
        PasBundle request = lemtrada(60).order("1594663", "12 mg daily for 5 days");
        Extension statement = request.lastOrder().addExtension().setUrl(SaidBefore.COVERAGE_INFORMATION);
        statement.addExtension("covered", new CodeType("covered"));
        statement.addExtension("satisfied-pa-id", new StringType(number));
        statement.addExtension("coverage-assertion-id", new StringType(ASSERTION));
        return request.build();
    }
}
