package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.record.ItemStatus;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** Updates that cannot be taken touch nothing and say why. */
class UpdateRefusalTest extends UpdateDoor {

    @Test
    void doesNotCountAnApprovalAgainstWhatReplacesIt() {
        Bundle first = lemtrada(36).build();
        submit(first);

        ClaimResponse after = response(submit(UpdateBundle.of(first)
                .change(1, item -> item.setServiced(new DateType("2026-12-08")))
                .build()));

        assertThat(action(after, 0)).as(notes(after)).isEqualTo("A1");
        assertThat(units()).containsExactly("36");
    }

    @Test
    void doesNotKnowTheRequestOfAnotherSender() {
        Bundle first = lemtrada(12).build();
        String number = number(response(submit(first)), 0);
        Bundle stranger = PasBundle.of("mmm", "M1")
                .organizationNpi("1376543210")
                .item("J0202", 12, "22", "2026-12-01")
                .build();
        claim(stranger).addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number));
        claim(stranger).addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, "3", null));
        Bundle unknown = stranger.copy();
        claim(unknown).getExtensionByUrl(Pas.AUTHORIZATION_NUMBER).setValue(new StringType("PA-none"));

        assertThat(error(stranger)).isEqualTo(error(unknown)).isEqualTo("AA");
        assertThat(units()).containsExactly("12");
    }

    @Test
    void doesNotTakeAnUpdateBeforeItsOriginalAndTakesItAfter() {
        Bundle first = lemtrada(12).build();
        Bundle update = UpdateBundle.of(first).add(LATER, 12).build();

        assertThat(error(update)).isEqualTo("AA");
        assertThat(memory.isEmpty()).isTrue();
        submit(first);

        assertThat(response(submit(update)).getItem()).hasSize(2);
        assertThat(units()).containsExactly("12", "12");
    }

    @Test
    void doesNotTakeAnUpdateOfWhatWasUpdatedSince() {
        Bundle first = lemtrada(12).build();
        submit(first);
        submit(UpdateBundle.of(first).units(1, 10).build());

        assertThat(error(UpdateBundle.of(first).units(1, 11).build())).isEqualTo("33");
        assertThat(units()).containsExactly("10");
    }

    @Test
    void doesNotTakeAnUpdateByNumberThatWasWrittenBeforeTheCurrentClaim() {
        Bundle first = lemtrada(12).build();
        String number = number(response(submit(first)), 0);
        submit(byNumber(first, number, "2026-11-16T12:00:00Z", 10));

        assertThat(error(byNumber(first, number, "2026-11-16T11:00:00Z", 11))).isEqualTo("33");
        assertThat(error(byNumber(first, number, "2026-11-15", 11))).isEqualTo("33");
        assertThat(units()).containsExactly("10");
        submit(byNumber(first, number, "2026-11-16T08:00:00-05:00", 9));
        assertThat(units()).as("an hour later, said in another zone").containsExactly("9");
    }

    @Test
    void ordersUpdatesByNumberOfOneDayByWhenTheyWereSent() {
        Bundle first = lemtrada(12).build();
        String number = number(response(submit(first)), 0);
        Bundle early = byNumber(first, number, "2026-11-16", 11);
        early.getTimestampElement().setValueAsString("2026-11-16T11:00:00Z");
        Bundle late = byNumber(first, number, "2026-11-16", 10);
        late.getTimestampElement().setValueAsString("2026-11-16T12:00:00Z");
        submit(late);

        assertThat(error(early)).isEqualTo("33");
        assertThat(units()).containsExactly("10");
        Bundle unknown = byNumber(first, number, "2026-11-16", 9);
        unknown.getTimestampElement().setValueAsString("2026-11-16T12:00:00Z");
        submit(unknown);
        assertThat(units()).as("nothing tells which was first").containsExactly("9");
    }

    @Test
    void doesNotCancelByNumberWhatWasUpdatedAfterTheCancellationWasWritten() {
        Bundle first = lemtrada(12).build();
        String number = number(response(submit(first)), 0);
        Bundle cancellation =
                UpdateBundle.of(first).byNumber(number).cancelAll().build();
        claim(cancellation)
                .getExtension()
                .removeIf(extension -> extension.getUrl().equals(Pas.CERTIFICATION_TYPE));
        claim(cancellation).addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, "3", null));
        submit(byNumber(first, number, "2026-11-16T12:00:00Z", 10));

        assertThat(error(cancellation)).isEqualTo("33");

        assertThat(units()).containsExactly("10");
    }

    @Test
    void takesAnUpdateOfTheCurrentClaimWheneverItWasWritten() {
        Bundle first = lemtrada(12).build();
        submit(first);
        Bundle update = UpdateBundle.of(first).units(1, 10).build();
        claim(update).setCreatedElement(new DateTimeType("2026-11-10"));

        submit(update);

        assertThat(units()).containsExactly("10");
    }

    @Test
    void doesNotTakeAnUpdateThatLeavesAnItemOut() {
        Bundle first = lemtrada(12).item("J0202", 12, "22", LATER).build();
        submit(first);
        UpdateBundle update = UpdateBundle.of(first).units(1, 10);
        update.claimToChange().getItem().remove(1);

        assertThat(error(update.build())).isEqualTo("15");
        assertThat(units()).containsExactly("12", "12");
    }

    @Test
    void doesNotTakeAnUpdateThatBringsACancelledItemBack() {
        Bundle first = lemtrada(12).item("J0202", 12, "22", LATER).build();
        submit(first);
        Bundle cancelled = UpdateBundle.of(first).cancel(2).build();
        submit(cancelled);
        UpdateBundle revived = UpdateBundle.of(cancelled);
        revived.claimToChange().getItem().get(1).getModifierExtension().clear();
        revived.change(
                2,
                item -> item.getExtensionByUrl(Pas.CERTIFICATION_TYPE)
                        .setValue(Codes.concept(Pas.X12_CERTIFICATION_TYPE, "I", null)));

        assertThat(error(revived.build())).isEqualTo("33");
        assertThat(response(submit(UpdateBundle.of(cancelled).units(1, 11).build()))
                        .getItem())
                .hasSize(2);
        assertThat(units()).containsExactly("11");
    }

    @Test
    void doesNotUpdateWhatWasTakenBackAltogether() {
        Bundle first = lemtrada(12).build();
        submit(first);
        Bundle cancelled = UpdateBundle.of(first).cancel(1).build();
        submit(cancelled);

        assertThat(error(UpdateBundle.of(cancelled).add(LATER, 12).build())).isEqualTo("33");
        assertThat(action(response(submit(UpdateBundle.of(cancelled).cancelAll().build())), 0))
                .as("taking it back once more changes nothing")
                .isEqualTo("C");
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void changesNothingWhenAChangedItemCannotBeDecided() {
        Bundle first = lemtrada(12).item("J0202", 12, "22", LATER).build();
        submit(first);

        assertThat(error(UpdateBundle.of(first)
                        .change(1, item -> item.setServiced(new DateType("2019-01-01")))
                        .cancel(2)
                        .build()))
                .isEqualTo("52");
        assertThat(units()).containsExactly("12", "12");
        assertThat(file().version()).isEqualTo(1);
    }

    @Test
    void answersAnAddedItemInErrorBesideTheOthers() {
        Bundle first = lemtrada(12).build();
        submit(first);
        Bundle added = UpdateBundle.of(first).add("2019-01-01", 12).build();

        ClaimResponse after = response(submit(added));

        assertThat(after.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
        assertThat(action(after, 0)).isEqualTo("A1");
        assertThat(after.getErrorFirstRep().getItemSequence()).isEqualTo(2);
        assertThat(file().items().get(1).status()).isEqualTo(ItemStatus.IN_ERROR);
        ClaimResponse corrected = response(submit(UpdateBundle.of(added)
                .change(2, item -> item.setServiced(new DateType(LATER)))
                .build()));
        assertThat(corrected.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(action(corrected, 1)).isEqualTo("A1");
    }

    private static Bundle byNumber(Bundle first, String number, String created, int units) {
        Bundle update = UpdateBundle.of(first).byNumber(number).units(1, units).build();
        claim(update).setCreatedElement(new DateTimeType(created));
        return update;
    }

    @Test
    void asksForTheRequestThatIsMeant() {
        Bundle cancellation = lemtrada(12).build();
        claim(cancellation).addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, "3", null));

        assertThat(error(cancellation)).isEqualTo("MA");
    }
}
