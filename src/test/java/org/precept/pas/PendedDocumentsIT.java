package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;

/** A pended request is decided again as soon as what it waits for has arrived, whichever way it comes. */
class PendedDocumentsIT extends DocumentsServerTest {

    private static final int PATIENCE_SECONDS = 30;

    @Test
    void aFormStoredForTheTraceHasTheRequestApproved() {
        Pended carla = pended("carla", "doc-form", 60);

        Reply stored = client.post("/fhir/QuestionnaireResponse", json(tb(carla)));

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        PasAnswer now = carla.inquire();
        assertThat(now.action()).as(now.notes()).isEqualTo("A1");
        assertThat(now.response().getPreAuthRef()).isEqualTo(now.number());
        assertThat(statuses("Task?identifier=" + TRACE + "%7C" + carla.trace())).containsOnly("completed");
        assertThat(statuses("CommunicationRequest?identifier=" + TRACE + "%7C" + carla.trace()))
                .containsOnly("completed");
        assertThat(jdbc.queryForObject(
                        "select count(*) from redecision_due where trace = ?", Integer.class, carla.trace()))
                .isZero();
    }

    @Test
    void aFormInATransactionIsEnough() {
        Pended carla = pended("carla", "doc-tx", 60);
        Bundle transaction = new Bundle().setType(BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(tb(carla))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("QuestionnaireResponse");

        assertThat(client.post("/fhir", json(transaction)).status()).isEqualTo(200);

        assertThat(carla.inquire().action()).isEqualTo("A1");
    }

    @Test
    void aDraftIsDecidedOnOnceItIsCompleted() {
        Pended carla = pended("carla", "doc-put", 60);
        QuestionnaireResponse draft = tb(carla);
        draft.setId("doc-put-response");
        draft.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);
        assertThat(client.put("/fhir/QuestionnaireResponse/doc-put-response", json(draft))
                        .status())
                .isEqualTo(201);
        assertThat(carla.inquire().action()).isEqualTo("A4");

        draft.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED);
        assertThat(client.put("/fhir/QuestionnaireResponse/doc-put-response", json(draft))
                        .status())
                .isEqualTo(200);

        assertThat(carla.inquire().action()).isEqualTo("A1");
    }

    @Test
    void aDocumentReferenceStoredForTheTraceIsEnough() {
        Pended kira = pended("kira", "doc-fhir", 60);
        DocumentReference note = document("visit of 2026-11-02");
        note.setStatus(DocumentReferenceStatus.CURRENT);
        note.setType(loinc(NOTE));
        note.setSubject(new Reference("Patient/" + kira.member().patient()));
        note.getContext().addRelated().setIdentifier(trace(kira.trace()));

        assertThat(client.post("/fhir/DocumentReference", json(note)).status()).isEqualTo(201);

        assertThat(open(kira)).containsExactlyInAnyOrder(FORM, RECORDS);
    }

    @Test
    void aDocumentOfAnotherMemberChangesNothing() {
        Pended kira = pended("kira", "doc-mine", 60);
        Pended other = pended("kira", "doc-other", 60);
        String version = version(kira);
        DocumentReference stray = document("visit of somebody else");
        stray.setStatus(DocumentReferenceStatus.CURRENT);
        stray.setType(loinc(NOTE));
        stray.setSubject(new Reference("Patient/" + other.member().patient()));
        stray.getContext().addRelated().setIdentifier(trace(kira.trace()));
        QuestionnaireResponse form = form(other, CIGNA);
        form.addExtension(context(kira.trace()));
        PasBundle.answer(form, "benefit", "preferred");
        Parameters parameters = attachments(kira, NOTE, document("visit of somebody else"));
        parameters.getParameter().get(1).setValue(number(other.member()));

        Reply stored = client.post("/fhir/DocumentReference", json(stray));
        Reply refused = client.post("/fhir/QuestionnaireResponse", json(form));
        Reply unknown = client.post("/fhir/$submit-attachment", json(parameters));
        parameters.getParameter().get(0).setValue(trace("TR-nobody"));
        Reply nowhere = client.post("/fhir/$submit-attachment", json(parameters));

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).isEqualTo(nowhere.body());
        assertThat(version(kira)).isEqualTo(version);
        assertThat(open(kira)).containsExactlyInAnyOrder(FORM, NOTE, RECORDS);
        assertThat(jdbc.queryForObject(
                        "select count(*) from trace_document where trace = ?", Integer.class, kira.trace()))
                .isZero();
    }

    @Test
    void whatArrivesDuringAReviewReachesTheReviewer() {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "doc-review");
        Pended pended = submit(hugo, course(hugo, 60));
        assertThat(pended.answer().reason()).isEqualTo("0V");

        submit(pended, NOTE, document("why at sixteen"));

        PasAnswer now = pended.inquire();
        assertThat(now.action()).isEqualTo("A4");
        assertThat(now.reason()).isEqualTo("0V");
        assertThat(now.trace()).isEqualTo(pended.trace());
        assertThat(client.get("/fhir/Task?patient=" + hugo.patient() + "&status=requested")
                        .at("/total"))
                .isEqualTo("1");
        assertThat(jdbc.queryForList(
                        "select document from trace_document where trace = ?", String.class, pended.trace()))
                .singleElement()
                .asString()
                .startsWith("DocumentReference/");
    }

    @Test
    void whatAProcessLeftUndecidedIsDecidedByTheNext() throws InterruptedException {
        Pended carla = pended("carla", "doc-left", 60);
        QuestionnaireResponse form = tb(carla);
        form.setId("doc-left-response");
        form.getExtension()
                .removeIf(extension -> ((Reference) extension.getValue())
                        .getIdentifier()
                        .getSystem()
                        .equals(TRACE));
        assertThat(client.put("/fhir/QuestionnaireResponse/doc-left-response", json(form))
                        .status())
                .isEqualTo(201);
        assertThat(carla.inquire().action()).isEqualTo("A4");

        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        jdbc.update(
                "insert into redecision_due (trace, document, subject, code, last_of_trace, arrived_at, attempts, due_at)"
                        + " values (?, 'QuestionnaireResponse/doc-left-response', ?, ?, false, ?, 3, ?)",
                carla.trace(),
                "Patient/" + carla.member().patient(),
                FORM,
                now,
                now);

        for (int i = 0; i < PATIENCE_SECONDS && carla.inquire().action().equals("A4"); i++) {
            Thread.sleep(1000);
        }
        assertThat(carla.inquire().action()).isEqualTo("A1");
    }
}
