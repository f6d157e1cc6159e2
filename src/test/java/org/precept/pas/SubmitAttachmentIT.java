package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.support.PasBundle;
import org.precept.support.Reply;

/** Documents that are sent for a pended request by {@code $submit-attachment}. */
class SubmitAttachmentIT extends DocumentsServerTest {

    @Test
    void aFormSentAsAttachmentHasTheRequestApproved() {
        Pended carla = pended("carla", "doc-cdex", 60);
        QuestionnaireResponse bare = tb(carla);
        bare.setExtension(null);
        bare.setSubject(new Reference("Patient/ehr-carla"));

        Reply reply = client.post("/fhir/$submit-attachment", json(attachments(carla, null, bare)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.body()).contains("looked at again with these documents");
        assertThat(carla.inquire().action()).isEqualTo("A1");
    }

    @Test
    void aResultSentAsAttachmentIsEvidence() {
        Pended carla = pended("carla", "doc-result", 60);
        Observation test = new Observation().setStatus(ObservationStatus.FINAL);
        test.setCode(new CodeableConcept(new Coding("http://loinc.org", "71773-6", null)));
        test.setSubject(new Reference("Patient/ehr-carla"));
        test.setEffective(new DateTimeType("2026-11-20"));
        test.setValue(new CodeableConcept(new Coding("http://snomed.info/sct", "260385009", "Negative")));

        Reply reply = client.post("/fhir/$submit-attachment", json(attachments(carla, null, test)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        PasAnswer now = carla.inquire();
        assertThat(now.action()).as(now.notes()).isEqualTo("A1");
    }

    @Test
    void whatHasNotArrivedStaysAskedFor() {
        Pended kira = pended("kira", "doc-parts", 60);
        assertThat(asked(kira.answer())).containsExactlyInAnyOrder(FORM, NOTE, RECORDS);

        submit(kira, NOTE, document("visit of 2026-11-02"));
        assertThat(open(kira)).containsExactlyInAnyOrder(FORM, RECORDS);
        submit(kira, RECORDS, document("MRI of 2026-10-20"));
        assertThat(open(kira)).containsExactly(FORM);
        assertThat(kira.inquire().reason()).isEqualTo("0U");

        QuestionnaireResponse form = form(kira, CIGNA);
        PasBundle.answer(form, "benefit", "preferred");
        assertThat(client.post("/fhir/QuestionnaireResponse", json(form)).status())
                .isEqualTo(201);

        assertThat(open(kira)).isEmpty();
        assertThat(kira.inquire().reason()).isEqualTo("0V");
        Reply queue = client.get("/fhir/Task?patient=" + kira.member().patient() + "&status=requested");
        assertThat(queue.at("/total")).isEqualTo("1");
        assertThat(queue.at("/entry/0/resource/performerType/0/coding/0/code")).isEqualTo("clinician");
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        Pended kira = pended("kira", "doc-again", 60);
        submit(kira, NOTE, document("visit of 2026-11-02"));
        String version = version(kira);

        submit(kira, NOTE, document("visit of 2026-11-02"));

        assertThat(version(kira)).isEqualTo(version);
        assertThat(client.get("/fhir/DocumentReference?subject=Patient/"
                                + kira.member().patient())
                        .at("/total"))
                .isEqualTo("1");
    }

    @Test
    void aDocumentAfterTheDecisionIsKeptAndChangesNothing() {
        Pended carla = pended("carla", "doc-late", 60);
        client.post("/fhir/QuestionnaireResponse", json(tb(carla)));
        String number = carla.inquire().number();

        submit(carla, NOTE, document("late note"));

        assertThat(carla.inquire().number()).isEqualTo(number);
        assertThat(jdbc.queryForObject(
                        "select count(*) from trace_document where trace = ?", Integer.class, carla.trace()))
                .isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsStored() {
        Pended carla = pended("carla", "doc-wrong", 60);

        Reply empty = client.post("/fhir/$submit-attachment", json(new Parameters()));
        Reply answers = client.post(
                "/fhir/$submit-attachment",
                json(attachments(
                        carla,
                        null,
                        PasBundle.answer(PasBundle.completed(CARESOURCE, "2026-11-20T10:00:00Z"), "shoe-size", true))));
        Reply elsewhere =
                client.post("/fhir/$submit-attachment", json(attachments(carla, NOTE, new DocumentReference())));

        assertThat(empty.status()).isEqualTo(400);
        assertThat(answers.status()).as(answers.body()).isEqualTo(422);
        assertThat(answers.body()).contains("shoe-size");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(carla.inquire().action()).isEqualTo("A4");
        assertThat(jdbc.queryForObject(
                        "select count(*) from redecision_due where trace = ?", Integer.class, carla.trace()))
                .isZero();
    }
}
