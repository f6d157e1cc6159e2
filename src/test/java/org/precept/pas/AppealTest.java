package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.RejectedRequest;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** An appeal is a new request that points at a denial, within its time, and is decided by a person. */
class AppealTest extends PasDoor {

    @ParameterizedTest
    @CsvSource({"1, true, 2026-11-20T09:00:00Z", "2, false, 2026-11-24T09:00:00Z"})
    void anAppealIsANewRequestForAPhysicianWithATimeOfItsOwn(String type, boolean expedited, Instant due) {
        Bundle request = lemtrada(36).build();
        RequestFile denied = denied(request);
        clock.move(Duration.ofDays(1));

        ClaimResponse answer = response(submit(appeal(request, type)));

        assertThat(action(answer, 0)).isEqualTo("A4");
        assertThat(reason(answer, 0)).isEqualTo("0V");
        RequestFile appeal = memory.files.all().get(1);
        assertThat(appeal.appealOf()).isEqualTo(denied.id());
        assertThat(appeal.items().get(0).queue()).isEqualTo("physician");
        assertThat(appeal.clock().expedited()).isEqualTo(expedited);
        assertThat(appeal.clock().dueAt()).isEqualTo(due);
        assertThat(memory.files.find(denied.id())).contains(denied);
        assertThat(memory.approvals()).isEmpty();
        Task task = memory.stored(Task.class).get(memory.stored(Task.class).size() - 1);
        assertThat(task.getRestriction().getPeriod().getEndElement().getValueAsString())
                .isEqualTo(due.toString());
    }

    @Test
    void underAPolicyOfCliniciansItIsForAClinician() {
        Bundle request = PasBundle.of("cigna", "C1")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build();
        denied(request);

        submit(appeal(request, "2"));

        assertThat(memory.files.all().get(1).items().get(0).queue()).isEqualTo("clinician");
    }

    @Test
    void theLastDayOfTheWindowIsInTimeAndTheNextIsNot() {
        Bundle request = PasBundle.of("cigna", "C1")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build();
        denied(request);

        // Denied 2026-11-16 at 10:00: sixty days later is 2027-01-15, to its end.
        clock.move(Duration.ofDays(61).minus(Duration.ofHours(10)));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2027-01-16T00:00:00Z"));
        assertThat(error(appeal(request, "2"))).isEqualTo("56");
        assertThat(memory.files.all()).hasSize(1);

        clock.move(Duration.ofMillis(-1));
        assertThat(action(response(submit(appeal(request, "2"))), 0)).isEqualTo("A4");
    }

    @Test
    void onlyWhatWasDeniedIsAppealed() {
        Bundle approved = lemtrada(36).build();
        submit(approved);

        assertThat(error(appeal(approved, "2"))).isEqualTo("33");
        assertThat(error(appeal(lemtrada(24).build(), "2"))).isEqualTo("AA");
    }

    @Test
    void aDenialHasOneAppealAtATime() {
        Bundle request = lemtrada(36).build();
        denied(request);
        Bundle first = appeal(request, "2");
        submit(first);

        assertThat(error(appeal(request, "2"))).isEqualTo("33");
        deny(memory.files.all().get(1));

        ClaimResponse second = response(submit(appeal(first, "2")));
        assertThat(action(second, 0)).isEqualTo("A4");
        assertThat(memory.files.all().get(2).appealOf())
                .isEqualTo(memory.files.all().get(1).id());
    }

    @Test
    void afterAnAppealIsDecidedOnlyThatDecisionCanBeAppealed() {
        Bundle request = lemtrada(36).build();
        denied(request);
        Bundle first = appeal(request, "2");
        submit(first);
        deny(memory.files.all().get(1));

        assertThat(error(appeal(request, "2"))).isEqualTo("33");
        assertThat(action(response(submit(appeal(first, "2"))), 0)).isEqualTo("A4");
    }

    @Test
    void whatAnAppealLeftOutIsAppealedByItself() {
        Bundle request = lemtrada(24).item("J0202", 12, "22", "2026-12-08").build();
        RequestFile denied = denied(request);
        submit(appealOf(request, 1));
        assertThat(error(appealOf(request, 2)))
                .as("while the first is being decided")
                .isEqualTo("33");
        deny(memory.files.all().get(1));

        ClaimResponse second = response(submit(appealOf(request, 2)));

        assertThat(action(second, 0)).isEqualTo("A4");
        assertThat(memory.files.all().get(2).appealOf()).isEqualTo(denied.id());
        deny(memory.files.all().get(2));
        assertThat(error(appealOf(request, 1))).isEqualTo("33");
        assertThat(error(appealOf(request, 2))).isEqualTo("33");
        assertThat(error(appeal(request, "2"))).isEqualTo("33");
        assertThat(memory.files.all()).hasSize(3);
    }

    @Test
    void anItemWhoseProductAPrescriptionNamedIsAppealed() {
        Bundle request = unspecific().build();
        submit(request);
        deniedFor("kesimpta");

        ClaimResponse answer = response(submit(appeal(request, "2")));

        assertThat(action(answer, 0)).isEqualTo("A4");
        assertThat(memory.files.all().get(1).items()).singleElement().satisfies(item -> {
            assertThat(item.product()).isEqualTo("kesimpta");
            assertThat(item.queue()).isEqualTo("physician");
        });
    }

    @Test
    void aDenialBeforeTheProductWasKnownIsAppealedWithItsCode() {
        Bundle request = unspecific().build();
        submit(request);
        deniedFor(null);
        Bundle coded = unspecific().ndc("0078-1007-68").build();
        ((Claim) coded.getEntryFirstRep().getResource())
                .addRelated()
                .setClaim(new Reference("Claim/" + memory.files.all().get(0).claimId()));
        type((Claim) coded.getEntryFirstRep().getResource(), 0, "2");

        ClaimResponse answer = response(submit(coded));

        assertThat(answer.getError()).isEmpty();
        assertThat(memory.files.all().get(1).items().get(0).queue()).isEqualTo("physician");
    }

    private static PasBundle unspecific() {
        return PasBundle.of("policy-2020910", "K1").diagnosis("G35.A").item("J3490", 1, "12", "2026-12-01");
    }

    /** A reviewer denied the one item, which was for this product as far as anybody knew. */
    private void deniedFor(@Nullable String product) {
        RequestFile file = memory.files.all().get(0);
        FiledItem item = file.items().get(0);
        memory.files.replace(
                file,
                List.of(new FiledItem(
                        1,
                        ItemStatus.DENIED,
                        item.number(),
                        "0M",
                        null,
                        null,
                        null,
                        product,
                        null,
                        item.serviceDate(),
                        "peter",
                        clock.instant())));
    }

    /** An appeal for one item of several. */
    private static Bundle appealOf(Bundle denied, int sequence) {
        Bundle bundle = appeal(denied, "2");
        ((Claim) bundle.getEntryFirstRep().getResource()).getItem().removeIf(item -> item.getSequence() != sequence);
        return bundle;
    }

    @Test
    void whatBelongsToAnAppealIsAnUpdateOfIt() {
        Bundle request = lemtrada(36).build();
        denied(request);
        Bundle first = appeal(request, "2");
        submit(first);
        UpdateBundle more = UpdateBundle.of(first);
        more.attach(new Observation().setSubject(more.patient()));

        ClaimResponse answer = response(submit(more.build()));

        assertThat(action(answer, 0)).isEqualTo("A4");
        assertThat(memory.files.all()).hasSize(2);
        RequestFile appeal = memory.files.all().get(1);
        assertThat(appeal.version()).isEqualTo(2);
        assertThat(appeal.items().get(0).queue()).isEqualTo("physician");
    }

    @Test
    void aLateAppealIsNotKeptAsAnswered() {
        Bundle request = lemtrada(36).build();
        denied(request);
        clock.move(Duration.ofDays(70));

        Bundle late = appeal(request, "2");

        assertThat(error(late)).isEqualTo("56");
        assertThat(error(late)).isEqualTo("56");
        ClaimResponse answer = response(submit(late));
        assertThat(code(answer.getErrorFirstRep().getExtensionByUrl(Pas.ERROR_FOLLOWUP_ACTION)))
                .isEqualTo("N");
        assertThat(answer.getErrorFirstRep().getCode().getText()).contains("2027-01-20");
    }

    @Test
    void anAppealIsAnAppealAltogether() {
        Bundle request = lemtrada(36).item("J0202", 12, "22", "2026-12-08").build();
        Bundle mixed = appeal(request, "2");
        type((Claim) mixed.getEntryFirstRep().getResource(), 1, "I");

        assertThatThrownBy(() -> submit(mixed))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refused -> assertThat(refused.outcome()
                                        .getIssueFirstRep()
                                        .getExpression()
                                        .get(0)
                                        .getValue())
                                .contains("item[1]"));
    }

    private RequestFile denied(Bundle request) {
        submit(request);
        List<RequestFile> files = memory.files.all();
        // Whatever the rules made of it: a reviewer denied it.
        memory.approvals().clear();
        return deny(files.get(files.size() - 1));
    }

    private RequestFile deny(RequestFile file) {
        List<FiledItem> items = file.items().stream()
                .map(item -> new FiledItem(
                        item.sequence(),
                        ItemStatus.DENIED,
                        item.number(),
                        "0M",
                        null,
                        item.policy(),
                        item.phase(),
                        item.product(),
                        item.units(),
                        item.serviceDate(),
                        "peter",
                        clock.instant()))
                .toList();
        return memory.files.replace(file, items);
    }

    private static Bundle appeal(Bundle denied, String type) {
        Bundle bundle = UpdateBundle.of(denied).build();
        Claim claim = (Claim) bundle.getEntryFirstRep().getResource();
        claim.getCreatedElement().setValueAsString("2026-11-17T09:00:00Z");
        for (int i = 0; i < claim.getItem().size(); i++) {
            type(claim, i, type);
        }
        return bundle;
    }

    private static void type(Claim claim, int item, String type) {
        ((CodeableConcept) claim.getItem()
                        .get(item)
                        .getExtensionByUrl(Pas.CERTIFICATION_TYPE)
                        .getValue())
                .getCodingFirstRep()
                .setCode(type);
    }
}
