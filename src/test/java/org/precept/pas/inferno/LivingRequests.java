package org.precept.pas.inferno;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** Requests that change after they were sent: updated, cancelled, decided by a reviewer. */
final class LivingRequests {
    private static final String NEXT_COURSE = "2028-01-10";

    private final PasRun run;
    private final Desk desk;

    LivingRequests(PasRun run, Desk desk) {
        this.run = run;
        this.desk = desk;
    }

    /** Group 2.4: an item is added, one is changed and one cancelled, everything is cancelled. */
    void updated() {
        EnrolledMember member = run.member("kira", "updated");
        Bundle initial = run.complete(course(member));
        run.submit("update-0-initial", initial, "A4");
        Bundle added = UpdateBundle.of(initial).add(NEXT_COURSE, 36).build();
        run.submit("update-1-add", added, "A4");
        Bundle changed = UpdateBundle.of(added).units(1, 48).cancel(2).build();
        run.submit("update-2-change-cancel", changed, "C");
        run.inquire("update-2-change-cancel", changed, "C");
        run.submit("update-3-cancel-all", withdrawn(changed), "C");
    }

    /** Group 2.2: an answer of {@code $submit} shows a denial when the request goes on with other items. */
    void denied() {
        EnrolledMember member = run.member("kira", "denied");
        Bundle initial = run.complete(course(member).item("J0202", 36, "22", NEXT_COURSE));
        run.submit("denied-0-initial", initial, "A4");
        desk.deny(member, 1);
        run.inquire("denied-1", initial, "A3");
        run.submit("denied-2-update", UpdateBundle.of(initial).units(2, 48).build(), "A3");
    }

    /** Something else is granted than was asked for; later the same item is granted anew. */
    void modified() {
        EnrolledMember member = run.member("kira", "modified");
        Bundle initial = run.complete(course(member));
        run.submit("modified-0-initial", initial, "A4");
        desk.grant(member, 1, 36);
        run.inquire("modified-1", initial, "A6");
        Bundle added = UpdateBundle.of(initial).add(NEXT_COURSE, 36).build();
        run.submit("modified-2-add", added, "A6");
        Bundle changed = UpdateBundle.of(added).units(1, 48).build();
        run.submit("modified-3-change", changed, "A4");
        desk.grant(member, 1, 24);
        run.inquire("modified-4", changed, "A6");
        run.submit("modified-5-change", UpdateBundle.of(changed).units(2, 24).build(), "A6");
    }

    /** Everything is cancelled; the items stay in the Claim, because its profile wants some. */
    private static Bundle withdrawn(Bundle changed) {
        UpdateBundle update = UpdateBundle.of(changed);
        update.claimToChange()
                .addExtension(
                        "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-certificationType",
                        new CodeableConcept(new Coding()
                                .setSystem("https://codesystem.x12.org/005010/1322")
                                .setCode("3")));
        return update.build();
    }

    static PasBundle course(EnrolledMember member) {
        return member.request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .order("1594663", "12 mg intravenously daily for 5 days")
                .answers(clinicalRecords());
    }

    static QuestionnaireResponse clinicalRecords() {
        QuestionnaireResponse response = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial", "2026-11-15T10:00:00Z");
        Attachment note = new Attachment().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        PasBundle.answer(response, "clinical-notes", note);
        PasBundle.answer(response, "records", note.copy());
        return PasBundle.answer(response, "benefit", "preferred");
    }
}
