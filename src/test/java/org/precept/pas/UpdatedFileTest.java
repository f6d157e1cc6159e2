package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;
import org.precept.support.RealContent;

/** An update is a new Claim and a new answer of the same file. */
class UpdatedFileTest extends PasDoor {

    @Test
    void whatIsDecidedAnewReplacesTheApprovalBefore() {
        Bundle first = lemtrada(36).build();
        submit(first);
        String before = file().responseId();

        Bundle update = lemtrada(24).build();
        Answer answer = update(update, 1);

        RequestFile file = file();
        assertThat(file.version()).isEqualTo(2);
        assertThat(file.responseId())
                .isNotEqualTo(before)
                .isEqualTo(answer.response().getIdPart());
        assertThat(file.items()).singleElement().satisfies(item -> {
            assertThat(item.number()).isEqualTo("PA2");
            assertThat(item.units()).isEqualByComparingTo("24");
        });
        assertThat(memory.approvals()).extracting(Authorization::number).containsExactly("PA2");
        assertThat(answer.response()
                        .getItemFirstRep()
                        .getExtensionByUrl(Pas.AUTHORIZATION_NUMBER)
                        .getValue()
                        .primitiveValue())
                .isEqualTo("PA1");
        assertThat(memory.stored(Claim.class)).hasSize(2);
        assertThat(memory.stored(ClaimResponse.class)).hasSize(2);
        assertThat(memory.files.ofNumber("PA1")).contains(file);
        assertThat(memory.files.named("mmm", "M1", first.getEntryFirstRep().getFullUrl()))
                .containsExactly(file);
        assertThat(memory.files.named("mmm", "M1", update.getEntryFirstRep().getFullUrl()))
                .containsExactly(file);
        assertThat(memory.files.news()).isEmpty();
    }

    @Test
    void whatStaysGoesOnUnderTheNewAnswer() {
        submit(twoKesimptas());
        String review = opened().reviewTask(1).orElseThrow().getIdPart();
        String asked = opened().communications().get(0).getIdPart();

        Answer answer = update(twoKesimptas());

        assertThat(answer.communications()).singleElement().satisfies(communication -> {
            assertThat(communication.getIdPart()).isEqualTo(asked);
            assertThat(communication.getSubject().getReference())
                    .isEqualTo(answer.response().getPatient().getReference());
        });
        assertThat(opened().communications()).hasSize(1);
        assertThat(opened().reviewTask(1).orElseThrow().getIdPart()).isEqualTo(review);
        assertThat(opened().tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.getFocus().getReference()).isEqualTo("ClaimResponse/" + file().responseId());
            assertThat(task.getBasedOnFirstRep().getReference()).isEqualTo("Claim/" + file().claimId());
        });
    }

    @Test
    void whatIsCancelledIsFreeAgainAndAsksForNothing() {
        submit(twoKesimptas());
        OpenFile opened = opened();
        Bundle cancellation = twoKesimptas();
        Received received = received(cancellation, opened);
        List<ItemOutcome> outcomes = SubmittedItem.of(received.request()).stream()
                .<ItemOutcome>map(item ->
                        new Cancelled(item, opened.file().item(item.sequence()).orElseThrow()))
                .toList();
        Answering answering = Answering.update(opened, received, outcomes);
        filing.update(opened, answering, outcomes, AnswerWriter.write(answering, outcomes));

        assertThat(file().items()).allSatisfy(item -> assertThat(item.status()).isEqualTo(ItemStatus.CANCELLED));
        assertThat(file().pended()).isFalse();
        assertThat(memory.stored(Task.class))
                .allSatisfy(task -> assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED));
        assertThat(memory.stored(CommunicationRequest.class))
                .allSatisfy(communication ->
                        assertThat(communication.getStatus()).isEqualTo(CommunicationRequestStatus.REVOKED));
    }

    private static Bundle twoKesimptas() {
        return PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .item("J3490", 1, "12", "2027-01-01")
                .build();
    }

    /** Files an update in which the items of these sequences are decided anew and the others stay. */
    private Answer update(Bundle update, Integer... anew) {
        OpenFile opened = opened();
        Received received = received(update, opened);
        List<ItemPlan> plans = ((Outcome.Of<List<ItemPlan>>) planner.plan(received.request(), opened.member()))
                .value().stream()
                        .filter(plan -> List.of(anew).contains(plan.item().sequence()))
                        .toList();
        List<ItemOutcome> decided = decider.decide(received.request(), opened.member(), plans);
        List<ItemOutcome> outcomes = SubmittedItem.of(received.request()).stream()
                .map(item -> decided.stream()
                        .filter(outcome -> outcome.item().sequence() == item.sequence())
                        .findFirst()
                        .orElseGet(() -> new Kept(
                                item, opened.file().item(item.sequence()).orElseThrow())))
                .toList();
        Answering answering = Answering.update(opened, received, outcomes);
        Answer answer = AnswerWriter.write(answering, outcomes);
        filing.update(opened, answering, outcomes, answer);
        return answer;
    }

    private static Received received(Bundle update, OpenFile opened) {
        PasRequest request = PasRequestReader.request(new Message("digest", update, PasEdition.R2_2));
        return new Received(
                request,
                opened.member(),
                RealContent.policies().payers().find(opened.file().payer()).orElseThrow(),
                null,
                Instant.parse("2026-11-17T10:00:00Z"),
                BASE);
    }

    private RequestFile file() {
        assertThat(memory.files.all()).hasSize(1);
        return memory.files.all().get(0);
    }

    private OpenFile opened() {
        return open.open(file());
    }
}
