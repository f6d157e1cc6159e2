package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.UpdateBundle;

/** Updates and cancellations over HTTP, as the system sends them that sent the request. */
class UpdateIT extends ServerTest {

    private static final String SUBMIT = "/fhir/Claim/$submit";

    @Test
    void cancelsAnItemAndFreesItsUnitsForAnotherRequest() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-item");
        Bundle first = course(anna, 30).item("J0202", 30, "22", "2026-12-02").build();
        PasAnswer before = submit(first);
        assertThat(before.action(0)).as(before.notes()).isEqualTo("A1");
        assertThat(before.action(1)).isEqualTo("A1");
        assertThat(submit(course(anna, 30).build()).action())
                .as("60 units are used")
                .isEqualTo("A4");

        PasAnswer after = submit(UpdateBundle.of(first).cancel(2).build());

        assertThat(after.action(0)).isEqualTo("A1");
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(after.action(1)).isEqualTo("C");
        assertThat(submit(course(anna, 30).build()).action()).isEqualTo("A1");
    }

    @Test
    void cancelsAllOfARequest() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-all");
        Bundle first = course(anna, 60).build();
        submit(first);

        PasAnswer cancelled = submit(UpdateBundle.of(first).cancelAll().build());

        assertThat(cancelled.response().getOutcome().toCode()).isEqualTo("complete");
        assertThat(cancelled.action()).isEqualTo("C");
        assertThat(submit(course(anna, 60).build()).action()).isEqualTo("A1");
    }

    @Test
    void changesAndAddsItems() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-change");
        Bundle first = course(anna, 60).build();
        PasAnswer before = submit(first);
        Bundle changed = UpdateBundle.of(first)
                .change(
                        1,
                        item -> item.setServiced(new DateType("2026-12-08"))
                                .getQuantity()
                                .setValue(48))
                .build();

        PasAnswer after = submit(changed);
        PasAnswer added = submit(UpdateBundle.of(changed).add("2026-12-09", 12).build());

        assertThat(after.action()).as(after.notes()).isEqualTo("A1");
        assertThat(after.number()).isNotEqualTo(before.number());
        assertThat(added.action(0)).isEqualTo("A1");
        assertThat(added.number()).isEqualTo(after.number());
        assertThat(added.action(1)).as(added.notes()).isEqualTo("A1");
        Reply claims = client.get("/fhir/Claim?patient=" + anna.patient() + "&_summary=count");
        assertThat(claims.at("/total")).isEqualTo("3");
    }

    @Test
    void decidesOnWhatAnUpdateBringsAndNotOnWhatItWithdraws() {
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "update-answers");
        Bundle first = course(carla, 60).build();
        PasAnswer pended = submit(first);
        assertThat(pended.reason()).as(pended.notes()).isEqualTo("0U");
        UpdateBundle update = UpdateBundle.of(first);
        QuestionnaireResponse answers = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial|1.1.0",
                "2026-11-16T10:00:00Z");
        PasBundle.answer(answers, "tb", "negative");
        Bundle answered = update.attach(answers.setSubject(update.patient())).build();

        PasAnswer decided = submit(answered);
        PasAnswer withdrawn = submit(UpdateBundle.of(answered)
                .cancelInformation(1)
                .change(1, item -> item.setServiced(new DateType("2026-12-08")))
                .build());

        assertThat(decided.action()).as(decided.notes()).isEqualTo("A1");
        assertThat(withdrawn.action()).as(withdrawn.notes()).isEqualTo("A4");
        assertThat(withdrawn.notes()).contains("no longer part of the request");
    }

    @Test
    void doesNotTakeAnUpdateBeforeItsOriginal() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-early");
        Bundle first = course(anna, 30).build();
        Bundle update = UpdateBundle.of(first).units(1, 24).build();

        assertThat(error(update)).isEqualTo("AA");
        submit(first);
        PasAnswer taken = submit(update);

        assertThat(taken.action()).isEqualTo("A1");
        assertThat(error(UpdateBundle.of(first).units(1, 12).build()))
                .as("the request was updated since")
                .isEqualTo("33");
    }

    @Test
    void knowsTheStoredClaimById() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-id");
        Bundle first = course(anna, 30).build();
        submit(first);
        String id = client.get("/fhir/Claim?patient=" + anna.patient()).at("/entry/0/resource/id");
        UpdateBundle update = UpdateBundle.of(first).units(1, 24);
        update.claimToChange()
                .getRelatedFirstRep()
                .setClaim(new Reference(client.uri("/fhir/Claim/" + id).toString()));
        Bundle alone = update.build();
        alone.getEntry().remove(alone.getEntry().size() - 1);

        assertThat(submit(alone).action()).isEqualTo("A1");
    }

    @Test
    void tellsAStrangerNoMoreThanThatNothingIsKnown() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-stranger");
        Bundle first = course(anna, 30).build();
        submit(first);
        Bundle stranger = UpdateBundle.of(first).cancelAll().build();
        stranger.getEntry().forEach(entry -> {
            if (entry.getResource() instanceof Organization organization) {
                organization.getIdentifier().stream()
                        .filter(identifier -> identifier.getValue().equals(PasBundle.ORGANIZATION_NPI))
                        .forEach(identifier -> identifier.setValue("1376543210"));
            }
        });

        assertThat(error(stranger)).isEqualTo("AA");
        assertThat(submit(UpdateBundle.of(first).units(1, 24).build()).action()).isEqualTo("A1");
    }

    @Test
    void answersTheSameUpdateOnceHoweverOftenItArrivesAtOnce() throws Exception {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "update-duplicates");
        Bundle first = course(anna, 30).build();
        submit(first);
        String update = PasBundle.json(UpdateBundle.of(first).units(1, 24).build());
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            Callable<String> send = () -> client.post(SUBMIT, update).body();
            List<Future<String>> answers = clients.invokeAll(Collections.nCopies(4, send));

            String one = answers.get(0).get();
            assertThat(PasAnswer.of(one).action()).isEqualTo("A1");
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(one);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(submit(course(anna, 36).build()).action())
                .as("24 of 60 units are used, once")
                .isEqualTo("A1");
    }

    @Test
    void withdrawsWhatWasAskedForWithThePendedItem() {
        EnrolledMember carla = EnrolledMember.copy(client, "carla", "update-pended");
        Bundle first = course(carla, 60).build();
        PasAnswer pended = submit(first);

        PasAnswer cancelled = submit(UpdateBundle.of(first).cancelAll().build());

        assertThat(cancelled.action()).isEqualTo("C");
        assertThat(cancelled.all(CommunicationRequest.class)).isEmpty();
        assertThat(client.get("/fhir/Task?identifier=https://precept.example/trace%7C" + pended.trace())
                        .at("/entry/0/resource/status"))
                .isIn("cancelled", "completed");
    }

    private PasAnswer submit(Bundle request) {
        return PasAnswer.of(client.post(SUBMIT, PasBundle.json(request)));
    }

    private String error(Bundle request) {
        PasAnswer answer = submit(request);
        assertThat(answer.response().getOutcome().toCode()).isEqualTo("error");
        assertThat(answer.response().hasItem()).isFalse();
        return answer.response()
                .getErrorFirstRep()
                .getCode()
                .getCodingFirstRep()
                .getCode();
    }

    private static PasBundle course(EnrolledMember member, int units) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }
}
