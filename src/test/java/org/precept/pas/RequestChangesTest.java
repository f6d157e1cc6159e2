package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.determination.ReviewQueue;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.support.PasBundle;

/** What becomes of a filed request: answer, Tasks, ledger, file and news change together. */
class RequestChangesTest extends PasDoor {

    private static final Reviewer PETER =
            new Reviewer("peter", Set.of(ReviewQueue.PHYSICIAN), "1234567893", "207R00000X");
    private static final DateRange YEAR = new DateRange(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 11, 30));

    @Test
    void everyNewRequestHasAFile() {
        Bundle request = lemtrada(36).build();

        ClaimResponse response = response(submit(request));

        RequestFile file = file();
        assertThat(file.version()).isEqualTo(1);
        assertThat(file.pended()).isFalse();
        assertThat(file.responseId()).isEqualTo(response.getIdPart());
        assertThat(file.items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ItemStatus.APPROVED);
            assertThat(item.number()).isEqualTo("PA1");
            assertThat(item.units()).isEqualByComparingTo("36");
            assertThat(item.policy()).startsWith("https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|");
            assertThat(item.serviceDate()).isEqualTo("2026-12-01");
        });
        assertThat(memory.files.ofNumber("PA1")).contains(file);
        assertThat(memory.files.ofClaim(file.claimId())).contains(file);
        assertThat(memory.files.named("mmm", "M1", request.getEntryFirstRep().getFullUrl()))
                .containsExactly(file);
        assertThat(memory.files.news()).isEmpty();
    }

    @Test
    void aReviewerApproves() {
        submitForReview();
        ClaimResponse before = answer();
        clock.move(Duration.ofHours(3));

        RequestFile file = review(new Review.Approve("Agreed."), "PA9", YEAR, BigDecimal.valueOf(36));

        ClaimResponse response = answer();
        assertThat(response.getIdElement().getIdPart())
                .isEqualTo(before.getIdElement().getIdPart());
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getPreAuthRef()).isEqualTo("PA9");
        assertThat(response.getPreAuthPeriod().getEndElement().getValueAsString())
                .isEqualTo("2027-11-30");
        assertThat(notes(response)).contains("PA9", "Agreed.").doesNotContain("Pended");
        assertThat(response.getExtensionByUrl(Pas.REVIEWER)
                        .getExtensionByUrl("wasHumanReviewedFlag")
                        .getValue()
                        .primitiveValue())
                .isEqualTo("true");
        assertThat(file.version()).isEqualTo(2);
        assertThat(file.items()).singleElement().satisfies(item -> {
            assertThat(item.decidedBy()).isEqualTo("peter");
            assertThat(item.queue()).isNull();
            assertThat(item.changedAt()).isEqualTo(Instant.parse("2026-11-16T13:00:00Z"));
        });
        assertThat(memory.files.ofNumber("TR1")).contains(file);
        assertThat(memory.files.ofNumber("PA9")).contains(file);
        assertThat(memory.approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.number()).isEqualTo("PA9");
            assertThat(approval.product()).isEqualTo("lemtrada");
            assertThat(approval.units()).isEqualByComparingTo("36");
        });
        assertThat(memory.stored(Task.class))
                .singleElement()
                .satisfies(task -> assertThat(task.getStatus()).isEqualTo(TaskStatus.COMPLETED));
        assertThat(memory.stored(GuidanceResponse.class)).hasSize(2);
        assertThat(memory.files.news()).singleElement().satisfies(news -> {
            assertThat(news.file()).isEqualTo(file);
            ClaimResponse told = response(parse(news.answer()));
            assertThat(action(told, 0)).isEqualTo("A1");
            assertThat(told.getPatient().getReference()).startsWith("urn:uuid:");
        });
    }

    @Test
    void whatIsGrantedOtherwiseThanAskedIsAnAddedItem() {
        submitForReview();

        review(new Review.ApproveModified(BigDecimal.valueOf(24), null, "Two vials."), "PA9", YEAR, new BigDecimal(24));

        ClaimResponse response = answer();
        assertThat(action(response, 0)).isEqualTo("A6");
        assertThat(response.getAddItem()).singleElement().satisfies(added -> {
            assertThat(added.getItemSequence().get(0).getValue()).isEqualTo(1);
            assertThat(added.getQuantity().getValue()).isEqualByComparingTo("24");
            assertThat(added.getProductOrService().getCodingFirstRep().getCode())
                    .isEqualTo("J0202");
        });
        assertThat(response.getPreAuthRef()).isEqualTo("PA9");
        assertThat(memory.approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.units()).isEqualByComparingTo("24"));
        assertThat(file().items().get(0).units()).isEqualByComparingTo("24");

        // A later change of nothing else says the same again.
        changes.change(file().id(), (opened, now) -> List.of(new Cancelled(item(opened), filed(opened))));
        assertThat(action(answer(), 0)).isEqualTo("C");
        assertThat(answer().getAddItem()).isEmpty();
        assertThat(memory.approvals()).isEmpty();
        assertThat(answer().getItemFirstRep()
                        .getExtensionByUrl(Pas.AUTHORIZATION_NUMBER)
                        .getValue()
                        .primitiveValue())
                .isEqualTo("PA9");
    }

    @Test
    void aDenialGivesReasonSectionAndAppeal() {
        submitForReview();

        review(new Review.Deny("0R", "III.2", "Not relapsing.", "Write to us by 1 February."), "TR1", null, null);

        ClaimResponse response = answer();
        assertThat(action(response, 0)).isEqualTo("A3");
        assertThat(reason(response, 0)).isEqualTo("0R");
        assertThat(notes(response)).contains("Not relapsing.", "III.2", "Write to us by 1 February.");
        assertThat(response.hasPreAuthRef()).isFalse();
        assertThat(memory.approvals()).isEmpty();
        assertThat(file().pended()).isFalse();
    }

    @Test
    void askingForMoreTurnsTheReviewIntoDocuments() {
        submitForReview();

        review(new Review.AskMore(List.of("11504-8", "18842-5"), "Send the notes."), "TR1", null, null);

        ClaimResponse response = answer();
        assertThat(reason(response, 0)).isEqualTo("0U");
        assertThat(response.getCommunicationRequest()).hasSize(2);
        assertThat(memory.stored(CommunicationRequest.class))
                .extracting(communication ->
                        communication.getPayloadFirstRep().getContent().primitiveValue())
                .containsExactlyInAnyOrder("11504-8", "18842-5");
        assertThat(open().reviewTask(1)).isEmpty();
        assertThat(open().tasks()).hasSize(2);
        assertThat(file().items().get(0).decidedBy()).isNull();
    }

    @Test
    void theFormThatAReviewerAsksForIsFoundUnderTheTraceNumber() {
        submitForReview();

        review(new Review.AskMore(List.of(Pas.COMPLETE_QUESTIONNAIRE), "Complete the form."), "TR1", null, null);

        assertThat(memory.find("TR1").orElseThrow().requests())
                .singleElement()
                .satisfies(asked -> assertThat(String.valueOf(asked.questionnaire()))
                        .startsWith("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|"));
    }

    @Test
    void anotherQueueOrPersonIsNoNews() {
        submitForReview();
        ClaimResponse before = answer();

        RequestFile file = changes.change(
                file().id(),
                (opened, now) -> List.of(
                        new Rerouted(item(opened), filed(opened), ReviewQueue.CLINICIAN, "clara", "Please look.")));

        assertThat(file.items().get(0).queue()).isEqualTo("clinician");
        assertThat(answer().equalsDeep(before)).isTrue();
        assertThat(memory.files.news()).isEmpty();
        assertThat(open().reviewTask(1)).get().satisfies(task -> {
            assertThat(task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("clinician");
            assertThat(task.getOwner().getIdentifier().getValue()).isEqualTo("clara");
            assertThat(task.getNoteFirstRep().getText()).isEqualTo("Please look.");
            assertThat(task.getFocus().getReference()).isEqualTo("ClaimResponse/" + file.responseId());
        });
    }

    @Test
    void whatIsDecidedAgainKeepsItsTraceNumber() {
        engine.says("hiv-negative", null);
        submit(lemtrada(36).build());
        CommunicationRequest asked = memory.stored(CommunicationRequest.class).get(0);
        engine.says("hiv-negative", true);
        engine.says("diagnosis", false);

        RequestFile file = decideAgain();

        assertThat(file.items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ItemStatus.PENDED_REVIEW);
            assertThat(item.number()).isEqualTo("TR1");
        });
        assertThat(answer().getCommunicationRequest()).isEmpty();
        assertThat(memory.read(List.of(asked.getId())))
                .singleElement()
                .satisfies(closed -> assertThat(((CommunicationRequest) closed).getStatus())
                        .isEqualTo(CommunicationRequestStatus.COMPLETED));
        assertThat(open().tasks()).hasSize(1);

        engine.says("diagnosis", true);
        assertThat(decideAgain().items().get(0).status()).isEqualTo(ItemStatus.APPROVED);
        assertThat(open().tasks()).isEmpty();
        assertThat(memory.approvals()).hasSize(1);
    }

    @Test
    void whatStaysAskedForStaysUnderItsId() {
        engine.says("hiv-negative", null);
        submit(lemtrada(36).build());
        String asked = memory.stored(CommunicationRequest.class).get(0).getIdPart();

        decideAgain();

        assertThat(open().communications())
                .singleElement()
                .satisfies(
                        communication -> assertThat(communication.getIdPart()).isEqualTo(asked));
        assertThat(memory.stored(CommunicationRequest.class)).hasSize(1);
        assertThat(memory.stored(Task.class)).hasSize(1);
    }

    @Test
    void itemsThatStayAreSaidAgain() {
        submit(PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .item("J3490", 1, "12", "2027-01-01")
                .build());
        ClaimResponse before = answer();

        review(1, new Review.Approve(null), "PA9", YEAR, BigDecimal.ONE);

        ClaimResponse response = answer();
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(action(response, 1)).isEqualTo("A4");
        assertThat(response.getItem().get(1).getExtension())
                .usingElementComparator((one, other) -> one.equalsDeep(other) ? 0 : 1)
                .isEqualTo(before.getItem().get(1).getExtension());
        assertThat(notes(response)).contains("NDC");
        assertThat(response.getProcessNote())
                .extracting(ClaimResponse.NoteComponent::getNumber)
                .doesNotHaveDuplicates();
        assertThat(response.hasPreAuthRef()).isFalse();
        assertThat(response.getCommunicationRequest()).hasSize(1);
        Bundle told = parse(memory.files.news().get(0).answer());
        assertThat(only(told, CommunicationRequest.class).getRequester().getReference())
                .startsWith("urn:uuid:");
        assertThat(open().communications()).hasSize(1);
    }

    @Test
    void anErrorOfOneItemLeavesItAndTheOthers() {
        submitForReview();

        changes.change(
                file().id(),
                (opened, now) -> List.of(new InError(
                        item(opened),
                        filed(opened),
                        List.of(new BusinessError(Reason.PRODUCT, "Bundle.entry[0].resource.item[0]", "No.")))));

        ClaimResponse response = answer();
        assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
        assertThat(response.getErrorFirstRep().getItemSequence()).isEqualTo(1);
        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(file().items().get(0).status()).isEqualTo(ItemStatus.PENDED_REVIEW);
        assertThat(open().reviewTask(1)).isPresent();
    }

    @Test
    void moreTimeIsGivenOnceAndTold() {
        submitForReview();
        Extension reason = new Extension(clock.instant(), "peter", "Records are awaited.");
        Instant due = file().clock().dueAt().plus(Duration.ofDays(14));

        RequestFile file = changes.extend(file().id(), (opened, now) -> longer(opened, reason));

        assertThat(file.clock().dueAt()).isEqualTo(due);
        assertThat(open().reviewTask(1)
                        .orElseThrow()
                        .getRestriction()
                        .getPeriod()
                        .getEndElement()
                        .getValueAsString())
                .isEqualTo("2026-12-07T09:30:00Z");
        assertThat(notes(answer())).contains("Records are awaited.", "2026-12-07");
        assertThat(memory.files.news()).hasSize(1);
        assertThatThrownBy(() -> changes.extend(file.id(), (opened, now) -> longer(opened, reason)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingIsWrittenWhenNothingChangesOrTheChangeFails() {
        submitForReview();
        RequestFile before = file();

        assertThat(changes.change(before.id(), (opened, now) -> List.of())).isEqualTo(before);
        assertThatThrownBy(() -> changes.change(before.id(), (opened, now) -> {
                    throw new IllegalArgumentException("stop");
                }))
                .hasMessage("stop");

        assertThat(file()).isEqualTo(before);
        assertThat(memory.stored(GuidanceResponse.class)).hasSize(1);
    }

    private void submitForReview() {
        engine.says("diagnosis", false);
        submit(lemtrada(36).build());
    }

    private RequestFile decideAgain() {
        return changes.change(
                file().id(),
                (opened, now) -> decider.decide(
                        opened.request(),
                        opened.member(),
                        ((Outcome.Of<List<ItemPlan>>) planner.plan(opened.request(), opened.member())).value()));
    }

    private RequestFile review(Review review, String number, @Nullable DateRange period, @Nullable BigDecimal units) {
        return review(1, review, number, period, units);
    }

    private RequestFile review(
            int sequence, Review review, String number, @Nullable DateRange period, @Nullable BigDecimal units) {
        return changes.change(
                file().id(),
                (opened, now) -> List.of(new Reviewed(
                        opened.item(sequence).orElseThrow(),
                        opened.file().item(sequence).orElseThrow(),
                        review,
                        PETER,
                        number,
                        period,
                        units)));
    }

    private static RequestClock longer(OpenFile opened, Extension reason) {
        return opened.file().clock().extended(Duration.ofDays(14), reason);
    }

    private static SubmittedItem item(OpenFile opened) {
        return opened.item(1).orElseThrow();
    }

    private static FiledItem filed(OpenFile opened) {
        return opened.file().item(1).orElseThrow();
    }

    private RequestFile file() {
        assertThat(memory.files.all()).hasSize(1);
        return memory.files.all().get(0);
    }

    private OpenFile open() {
        return open.open(file());
    }

    private ClaimResponse answer() {
        return memory.stored(ClaimResponse.class).get(0);
    }
}
