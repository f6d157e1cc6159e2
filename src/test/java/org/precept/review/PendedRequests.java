package org.precept.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;

/** Requests that wait for a reviewer, created now so that their time runs. */
final class PendedRequests {

    private PendedRequests() {}

    /** Kesimpta for a copy of Elena with a neurologist: a nurse signs. */
    static EnrolledMember nurse(Client client, String copy) {
        EnrolledMember elena = EnrolledMember.copy(client, "elena", copy);
        submit(
                client,
                elena.request()
                        .created(now().toString())
                        .diagnosis("G35.A")
                        .item("J3490", 1, "12", inTwoWeeks())
                        .ndc("0078-1007-68")
                        .order("2390954", PasBundle.every(1, UnitsOfTime.MO, 20)));
        return elena;
    }

    /** Lemtrada for a copy of Kira under Cigna: a clinician decides. */
    static EnrolledMember clinician(Client client, String copy) {
        EnrolledMember kira = EnrolledMember.copy(client, "kira", copy);
        submit(client, cigna(kira));
        return kira;
    }

    static PasBundle cigna(EnrolledMember member) {
        return member.request()
                .created(now().toString())
                .diagnosis("G35.A")
                .item("J0202", 60, "22", inTwoWeeks())
                .answers(records());
    }

    /** Lemtrada for a copy of Gina, HIV positive, under MMM: a physician decides. */
    static EnrolledMember physician(Client client, String copy) {
        EnrolledMember gina = EnrolledMember.copy(client, "gina", copy);
        submit(
                client,
                gina.request().created(now().toString()).diagnosis("G35.A").item("J0202", 60, "22", inTwoWeeks()));
        return gina;
    }

    static Reply submit(Client client, PasBundle request) {
        Reply reply = client.post("/fhir/Claim/$submit", request.json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static QuestionnaireResponse records() {
        QuestionnaireResponse response = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial",
                now().minus(1, ChronoUnit.DAYS).toString());
        Attachment note = new Attachment().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        PasBundle.answer(response, "clinical-notes", note);
        PasBundle.answer(response, "records", note.copy());
        return PasBundle.answer(response, "benefit", "preferred");
    }

    static String inTwoWeeks() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(14).toString();
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
