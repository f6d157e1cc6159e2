package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.Review;
import org.precept.support.UpdateBundle;

/** What becomes of an approval given while an order was signed when requests for it are denied, changed and withdrawn. */
class SignedApprovalsTest extends UpdateDoor {

    private static final String HIV = "hiv-negative";
    private static final Review DENIAL = new Review.Deny("0M", "4", "HIV.", "Appeal within 65 days.");

    @Test
    void whatAPersonDeniedIsNotHadByAskingAgain() {
        String number = sign(60);
        contradicted(lemtrada(36).build());

        review(DENIAL, null);

        assertThat(memory.approvals()).isEmpty();
        engine.says(HIV, null);
        for (Bundle again : List.of(lemtrada(36).build(), lemtrada(24).build(), told(number, 36))) {
            assertThat(action(response(submit(again)), 0)).isEqualTo("A4");
        }
    }

    @Test
    void whatAPersonLeftOutIsNotHadByAskingAgain() {
        sign(60);
        contradicted(lemtrada(36).build());

        review(new Review.ApproveModified(BigDecimal.valueOf(24), null, "Two courses."), BigDecimal.valueOf(24));

        assertThat(units()).containsExactly("24");
        engine.says(HIV, null);
        assertThat(action(response(submit(lemtrada(12).build())), 0)).isEqualTo("A4");
    }

    @Test
    void aDenialLeavesWhatAnotherRequestAskedFor() {
        String number = sign(60);
        contradicted(lemtrada(36).build());
        engine.says(HIV, null);
        Bundle other = lemtrada(24).build();
        assertThat(number(response(submit(other)), 0)).isEqualTo(number);

        review(DENIAL, null);

        assertThat(units()).containsExactly("24");
        assertThat(action(response(submit(lemtrada(12).build())), 0)).isEqualTo("A4");
        assertThat(action(response(submit(told(number, 24))), 0)).isEqualTo("A4");
        submit(UpdateBundle.of(other).cancel(1).build());
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void whatItsSenderWithdrawsBeforeAPersonDecidedChangesNothing() {
        String number = sign(60);
        Bundle request = lemtrada(36).build();
        contradicted(request);

        submit(UpdateBundle.of(request).cancel(1).build());

        engine.says(HIV, null);
        assertThat(number(response(submit(lemtrada(36).build())), 0)).isEqualTo(number);
        assertThat(units()).containsExactly("60");
    }

    @Test
    void whoeverCancelsWhatWasSignedLeavesWhatOthersAskedFor() {
        String number = sign(60);
        Bundle request = lemtrada(36).build();
        assertThat(number(response(submit(request)), 0)).isEqualTo(number);

        assertThat(action(response(submit(ofSigned(signed()).cancelAll().build())), 0))
                .isEqualTo("C");

        assertThat(units()).containsExactly("36");
        assertThat(memory.unrequested("mmm", "M1").authorizations()).isEmpty();
        assertThat(action(response(submit(lemtrada(36).build())), 0)).isEqualTo("A4");
        submit(UpdateBundle.of(request).cancel(1).build());
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void whatNobodyAskedForIsFreeWhenItsFileIsCancelled() {
        sign(60);

        submit(ofSigned(signed()).cancelAll().build());

        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void whatWasSignedAndIsChangedByItsSenderIsAskedFor() {
        String number = sign(60);
        assertThat(number(response(submit(ofSigned(signed()).units(1, 36).build())), 0))
                .isEqualTo(number);

        assertThat(units()).containsExactly("60");
        assertThat(left()).containsExactly("24");
        assertThat(action(response(submit(lemtrada(36).build())), 0)).isEqualTo("A4");
        assertThat(number(response(submit(lemtrada(24).build())), 0)).isEqualTo(number);
    }

    @Test
    void whatIsSignedForEndsWithTheLastUnit() {
        String number = sign(60);
        Bundle request = lemtrada(60).build();
        submit(request);
        assertThat(signed().items().get(0).status()).isEqualTo(ItemStatus.APPROVED);

        submit(UpdateBundle.of(request).cancel(1).build());

        assertThat(signed().items()).extracting(FiledItem::status).containsExactly(ItemStatus.CANCELLED);
        ClaimResponse answer = memory.stored(ClaimResponse.class).stream()
                .filter(response -> response.getIdPart().equals(signed().responseId()))
                .findFirst()
                .orElseThrow();
        assertThat(action(answer, 0)).isEqualTo("C");
        assertThat(answer.hasPreAuthRef()).isFalse();
        assertThat(notes(answer))
                .contains("Authorization " + number + " is no longer valid")
                .doesNotContain("asked.");
    }

    @Test
    void whatIsSignedForEndsWithADenialOfAllOfIt() {
        sign(60);
        contradicted(lemtrada(60).build());

        review(DENIAL, null);

        assertThat(signed().items()).extracting(FiledItem::status).containsExactly(ItemStatus.CANCELLED);
    }

    @Test
    void anUpdateTakesOfTheApprovalWhatItAsksForNow() {
        String number = sign(60);
        Bundle request = lemtrada(36).build();
        submit(request);

        Bundle less = UpdateBundle.of(request).units(1, 24).build();
        assertThat(number(response(submit(less)), 0)).isEqualTo(number);
        assertThat(left()).containsExactly("36");

        Bundle more = UpdateBundle.of(less).units(1, 48).build();
        assertThat(number(response(submit(more)), 0)).isEqualTo(number);
        assertThat(left()).containsExactly("12");
        assertThat(units()).containsExactly("60");

        ClaimResponse tooMuch =
                response(submit(UpdateBundle.of(more).units(1, 66).build()));
        assertThat(action(tooMuch, 0)).isEqualTo("A4");
        assertThat(units()).containsExactly("12");
    }

    @Test
    void anUpdateStandsOnTheSameApprovalBesideAnother() {
        String number = sign(24);
        assertThat(sign(36)).isNotEqualTo(number);
        Bundle request = lemtrada(20).build();
        assertThat(number(response(submit(request)), 0)).isEqualTo(number);

        Bundle more = UpdateBundle.of(request).units(1, 22).build();

        assertThat(number(response(submit(more)), 0)).isEqualTo(number);
        assertThat(units()).containsExactly("24", "36");
        assertThat(left()).containsExactly("2", "36");
    }

    @Test
    void anUpdateIsNotGivenWhatAnotherRequestAskedFor() {
        String number = sign(60);
        Bundle request = lemtrada(36).build();
        submit(request);
        assertThat(number(response(submit(lemtrada(24).build())), 0)).isEqualTo(number);

        ClaimResponse more =
                response(submit(UpdateBundle.of(request).units(1, 48).build()));

        assertThat(action(more, 0)).isEqualTo("A4");
        assertThat(units()).containsExactly("24");
    }

    @Test
    void whatOneItemGivesUpAnotherMayTake() {
        String number = sign(60);
        Bundle request = lemtrada(24).item("J0202", 36, "22", "2026-12-02").build();
        assertThat(number(response(submit(request)), 0)).isEqualTo(number);

        ClaimResponse after =
                response(submit(UpdateBundle.of(request).cancel(1).units(2, 60).build()));

        assertThat(number(after, 1)).isEqualTo(number);
        assertThat(units()).containsExactly("60");
        assertThat(left()).isEmpty();
    }

    @Test
    void whatTwoRequestsWereToldOfStandsWhileOneOfThemDoes() {
        String number = sign(60);
        Bundle request = lemtrada(60).build();
        submit(request);
        Bundle same = told(number, 60);
        assertThat(number(response(submit(same)), 0)).isEqualTo(number);

        submit(UpdateBundle.of(request).cancel(1).build());
        assertThat(units()).containsExactly("60");
        assertThat(action(response(submit(lemtrada(12).build())), 0)).isEqualTo("A4");

        submit(UpdateBundle.of(same).cancel(1).build());
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void aStatementDoesNotMakeMoreOfAnApprovalThanThereIs() {
        String number = sign(60);
        submit(lemtrada(36).build());

        assertThat(action(response(submit(told(number, 48))), 0)).isEqualTo("A4");

        assertThat(units()).containsExactly("60");
    }

    private String sign(int units) {
        return signing.approve(Signed.of("mmm", "M1").infusion("o1", units).orders(), Duration.ofMillis(500))
                .orElseThrow()
                .number();
    }

    /** Something in the request speaks against it, so that a person has it. */
    private void contradicted(Bundle request) {
        engine.says(HIV, false);
        assertThat(action(response(submit(request)), 0)).isEqualTo("A4");
    }

    /** The file of what was signed. */
    private RequestFile signed() {
        return memory.files.all().get(0);
    }

    private List<String> left() {
        return memory.unrequested("mmm", "M1").authorizations().stream()
                .map(Authorization::units)
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .toList();
    }

    private void review(Review review, @Nullable BigDecimal units) {
        review(pended(), 1, review, units == null ? "TR" : "PA9", units);
    }

    /** A request whose order says that it is authorized. */
    private Bundle told(String number, int units) {
        return told(lemtrada(units), number).build();
    }
}
