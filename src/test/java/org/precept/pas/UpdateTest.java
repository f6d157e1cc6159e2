package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.precept.record.ItemStatus;
import org.precept.support.UpdateBundle;

/** Updates change what they change, and keep what they keep. */
class UpdateTest extends UpdateDoor {

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
    void keepsAnItemThatIsOnlyWordedOtherwise() {
        Bundle first = lemtrada(36).build();
        ClaimResponse before = response(submit(first));
        UpdateBundle worded = UpdateBundle.of(first).change(1, item -> {
            item.getProductOrService()
                    .setText("Lemtrada")
                    .getCodingFirstRep()
                    .setSystem("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets")
                    .setDisplay("Injection, alemtuzumab, 1 mg");
            item.getQuantity().setValue(new BigDecimal("36.0")).setUnit("units");
        });

        ClaimResponse after = response(submit(worded.build()));

        assertThat(number(after, 0)).isEqualTo(number(before, 0));
    }

    @Test
    void keepsAnItemAtThePlaceThatIsNamedAnew() {
        Bundle first = lemtrada(36).build();
        claim(first).getItemFirstRep().setLocation(place(first, "infusion-1", "Infusion center"));
        ClaimResponse before = response(submit(first));

        Bundle same = UpdateBundle.of(first).build();
        claim(same).getItemFirstRep().setLocation(place(same, "infusion-2", "Infusion center"));
        ClaimResponse after = response(submit(same));
        Bundle other = UpdateBundle.of(same).build();
        claim(other).getItemFirstRep().setLocation(place(other, "infusion-3", "Another center"));
        ClaimResponse moved = response(submit(other));

        assertThat(number(after, 0)).isEqualTo(number(before, 0));
        assertThat(number(moved, 0)).isNotEqualTo(number(before, 0));
    }

    private static Reference place(Bundle bundle, String id, String name) {
        Location location = new Location().setName(name);
        location.setId(id);
        bundle.addEntry().setFullUrl("https://ehr.example/fhir/Location/" + id).setResource(location);
        return new Reference("Location/" + id);
    }

    @Test
    void decidesWhatAReviewerHasAgainWhenLessIsAskedForBesideIt() {
        engine.says("dosing", false);
        Bundle first = lemtrada(36).item("J0202", 36, "22", LATER).build();
        ClaimResponse before = response(submit(first));
        assertThat(reason(before, 0)).isEqualTo("0V");
        engine.says("dosing", true);

        ClaimResponse after = response(submit(UpdateBundle.of(first).cancel(2).build()));

        assertThat(action(after, 0)).isEqualTo("A1");
        assertThat(action(after, 1)).isEqualTo("C");
        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("36");
        assertThat(memory.stored(Task.class)).extracting(Task::getStatus).doesNotContain(Task.TaskStatus.REQUESTED);
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
}
