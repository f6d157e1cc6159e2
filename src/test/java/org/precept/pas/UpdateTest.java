package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** Updates change what they change, keep what they keep, and touch nothing when they cannot be taken. */
class UpdateTest extends PasDoor {

    private static final String LATER = "2027-06-01";

    @Test
    void decidesAnAddedItemAndKeepsTheOthers() {
        Bundle first = lemtrada(12).build();
        ClaimResponse before = response(submit(first));

        ClaimResponse after =
                response(submit(UpdateBundle.of(first).add(LATER, 12).build()));

        assertThat(after.getItem()).hasSize(2);
        assertThat(after.getItem().get(0).getExtension())
                .as("said again as it was")
                .usingElementComparator((one, other) -> one.equalsDeep(other) ? 0 : 1)
                .isEqualTo(before.getItemFirstRep().getExtension());
        assertThat(number(after, 0)).isEqualTo(number(before, 0));
        assertThat(action(after, 1)).isEqualTo("A1");
        assertThat(number(after, 1)).isNotEqualTo(number(before, 0));
        assertThat(units()).containsExactly("12", "12");
        assertThat(file().version()).isEqualTo(2);
        assertThat(memory.stored(Claim.class)).hasSize(2);
    }

    @Test
    void decidesAChangedItemAnewInPlaceOfItsApproval() {
        Bundle first = lemtrada(36).build();
        ClaimResponse before = response(submit(first));

        ClaimResponse after =
                response(submit(UpdateBundle.of(first).units(1, 12).build()));

        assertThat(action(after, 0)).isEqualTo("A1");
        assertThat(number(after, 0)).isNotEqualTo(number(before, 0));
        assertThat(extension(after, 0, Pas.AUTHORIZATION_NUMBER)).isEqualTo(number(before, 0));
        assertThat(units()).containsExactly("12");
        assertThat(engine.lastParameters)
                .as("what was approved for it does not count against it")
                .isNotNull();
    }

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
    void takesAnItemBackAndFreesItsUnits() {
        Bundle first = lemtrada(12).item("J0202", 12, "22", LATER).build();
        submit(first);

        ClaimResponse after = response(submit(UpdateBundle.of(first).cancel(2).build()));

        assertThat(action(after, 0)).isEqualTo("A1");
        assertThat(action(after, 1)).isEqualTo("C");
        assertThat(units()).containsExactly("12");
        assertThat(file().items())
                .extracting(item -> item.status())
                .containsExactly(ItemStatus.APPROVED, ItemStatus.CANCELLED);
    }

    @Test
    void takesAllBackWithoutBeingToldWhat() {
        Bundle first = lemtrada(12).item("J0202", 12, "22", LATER).build();
        submit(first);

        ClaimResponse after = response(submit(UpdateBundle.of(first).cancelAll().build()));

        assertThat(after.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(action(after, 0)).isEqualTo("C");
        assertThat(action(after, 1)).isEqualTo("C");
        assertThat(memory.approvals()).isEmpty();
        assertThat(file().items()).allMatch(item -> item.status() == ItemStatus.CANCELLED);
    }

    @Test
    void closesWhatWasAskedForWhenAPendedItemIsTakenBack() {
        engine.says("hiv-negative", null);
        Bundle first = lemtrada(36).build();
        submit(first);

        Bundle answer = submit(UpdateBundle.of(first).cancel(1).build());

        assertThat(action(response(answer), 0)).isEqualTo("C");
        assertThat(all(answer, CommunicationRequest.class)).isEmpty();
        assertThat(memory.stored(Task.class)).extracting(Task::getStatus).doesNotContain(Task.TaskStatus.REQUESTED);
    }

    @Test
    void decidesAPendedItemAgainWhenEvidenceArrives() {
        engine.says("hiv-negative", null);
        Bundle first = lemtrada(36).build();
        ClaimResponse before = response(submit(first));
        String trace = extension(before, 0, Pas.ADMINISTRATION_REFERENCE_NUMBER);
        engine.says("hiv-negative", true);
        UpdateBundle update = UpdateBundle.of(first);

        ClaimResponse after = response(submit(
                update.attach(new Observation().setSubject(update.patient())).build()));

        assertThat(action(after, 0)).isEqualTo("A1");
        assertThat(memory.files.ofNumber(trace)).isPresent();
        assertThat(units()).containsExactly("36");
    }

    @Test
    void goesOnWaitingUnderTheSameNumber() {
        engine.says("hiv-negative", null);
        Bundle first = lemtrada(36).build();
        ClaimResponse before = response(submit(first));
        UpdateBundle update = UpdateBundle.of(first);

        Bundle answer = submit(
                update.attach(new Observation().setSubject(update.patient())).build());

        ClaimResponse after = response(answer);
        assertThat(extension(after, 0, Pas.ADMINISTRATION_REFERENCE_NUMBER))
                .isEqualTo(extension(before, 0, Pas.ADMINISTRATION_REFERENCE_NUMBER));
        assertThat(all(answer, CommunicationRequest.class)).hasSize(1);
    }

    @Test
    void leavesAPendedItemAloneWhenNothingChanged() {
        engine.says("diagnosis", false);
        Bundle first = lemtrada(36).build();
        submit(first);
        engine.says("diagnosis", true);

        ClaimResponse after = response(submit(UpdateBundle.of(first).build()));

        assertThat(action(after, 0)).isEqualTo("A4");
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void sumsAddedUnitsWithThoseThatWait() {
        engine.says("diagnosis", false);
        Bundle first = lemtrada(40).build();
        submit(first);
        engine.says("diagnosis", true);

        submit(UpdateBundle.of(first).add(LATER, 30).build());

        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("70");
    }

    @Test
    void findsTheRequestByNumberStoredClaimFullUrlAndIdentifier() {
        Bundle first = lemtrada(12).build();
        ClaimResponse before = response(submit(first));
        Bundle byNumber =
                UpdateBundle.of(first).byNumber(number(before, 0)).units(1, 11).build();
        assertThat(response(submit(byNumber)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);

        UpdateBundle byId = UpdateBundle.of(byNumber).units(1, 10);
        byId.claimToChange()
                .getRelatedFirstRep()
                .setClaim(new Reference("https://payer.example/fhir/Claim/" + file().claimId()));
        assertThat(response(submit(byId.build())).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);

        UpdateBundle byIdentifier = UpdateBundle.of(byId.build()).units(1, 9);
        Identifier identifier = claim(byId.build()).getIdentifierFirstRep().copy();
        byIdentifier.claimToChange().getRelatedFirstRep().setClaim(new Reference().setIdentifier(identifier));
        Bundle alone = byIdentifier.build();
        alone.getEntry().remove(alone.getEntry().size() - 1);
        assertThat(response(submit(alone)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);

        assertThat(file().version()).isEqualTo(4);
        assertThat(units()).containsExactly("9");
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
    void takesTheSameClaimAgainWhenOnlyItsEnvelopeDiffers() {
        Bundle first = lemtrada(12).build();
        submit(first);
        Bundle update = UpdateBundle.of(first).units(1, 10).build();
        ClaimResponse answer = response(submit(update));
        update.setIdentifier(new Identifier()
                .setSystem("https://provider.example/submission")
                .setValue("again"));

        ClaimResponse again = response(submit(update));

        assertThat(number(again, 0)).isEqualTo(number(answer, 0));
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

    @Test
    void asksForTheRequestThatIsMeant() {
        Bundle cancellation = lemtrada(12).build();
        claim(cancellation).addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, "3", null));

        assertThat(error(cancellation)).isEqualTo("MA");
    }

    @Test
    void answersAReplayedUpdateAsThen() {
        Bundle first = lemtrada(12).build();
        submit(first);
        Bundle update = UpdateBundle.of(first).add(LATER, 12).build();
        String then = service.submit(bytes(update), BASE, PasEdition.R2_2);
        submit(UpdateBundle.of(update).cancelAll().build());

        assertThat(service.submit(bytes(update), BASE, PasEdition.R2_2)).isEqualTo(then);
        assertThat(memory.approvals()).isEmpty();
    }

    @Test
    void saysAdmissionAndDischargeAgainAndTurnsTheTransmissionRound() {
        Bundle first = lemtrada(12).build();
        Claim claim = claim(first);
        claim.addSupportingInfo()
                .setSequence(1)
                .setCategory(Codes.concept(Pas.TEMP_CODES, "admissionDates", null))
                .setTiming(new DateType("2026-12-01"));
        claim.addSupportingInfo()
                .setSequence(2)
                .setCategory(Codes.concept(Pas.TEMP_CODES, "dischargeDates", null))
                .setTiming(new DateType("2026-12-06"));
        Extension transmission = claim.addExtension().setUrl(Pas.TRANSMISSION_IDENTIFIERS);
        transmission.addExtension("applicationSenderCode", new StringType("EHR"));
        transmission.addExtension("applicationReceiverCode", new StringType("PAYER"));

        ClaimResponse response = response(submit(first));

        assertThat(extension(response, 0, Pas.ADMISSION_DATES)).isEqualTo("2026-12-01");
        assertThat(extension(response, 0, Pas.DISCHARGE_DATE)).isEqualTo("2026-12-06");
        Extension turned = response.getExtensionByUrl(Pas.TRANSMISSION_IDENTIFIERS);
        assertThat(turned.getExtensionByUrl("applicationSenderCode").getValue()).hasToString("PAYER");
        assertThat(turned.getExtensionByUrl("applicationReceiverCode").getValue())
                .hasToString("EHR");
    }

    @Test
    void showsReviewersWhatTheProviderWrites() {
        engine.says("diagnosis", false);
        Bundle first = lemtrada(12).build();
        claim(first)
                .addSupportingInfo()
                .setSequence(1)
                .setCategory(Codes.concept(Pas.TEMP_CODES, "freeFormMessage", null))
                .setValue(new StringType("Please call before noon."));

        submit(first);

        assertThat(memory.stored(Task.class).get(0).getNoteFirstRep().getText()).contains("Please call before noon.");
    }

    private RequestFile file() {
        List<RequestFile> files = memory.files.ofMember("mmm", "M1");
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private List<String> units() {
        return memory.approvals().stream()
                .map(Authorization::units)
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .toList();
    }

    private static String number(ClaimResponse response, int item) {
        return review(response, item).getExtensionByUrl("number").getValue().primitiveValue();
    }

    private static String extension(ClaimResponse response, int item, String url) {
        return response.getItem().get(item).getExtensionByUrl(url).getValue().primitiveValue();
    }

    private static <T> List<T> all(Bundle answer, Class<T> type) {
        return answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Claim claim(Bundle bundle) {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }
}
