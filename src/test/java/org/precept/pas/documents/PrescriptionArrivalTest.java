package org.precept.pas.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.pas.WaitingRequest;
import org.precept.record.Arrival;
import org.precept.record.ItemStatus;
import org.precept.support.PasBundle;

/** An item whose billing code names no one product, and the prescription that was asked for. */
class PrescriptionArrivalTest {

    private static final String PRESCRIPTION = "57828-6";
    private static final String KESIMPTA = "0078-1007-68";
    private static final String LEMTRADA = "58468-0200-1";

    private final WaitingRequest request = new WaitingRequest(
            PasBundle.of("policy-2020910", "K1").diagnosis("G35.A").item("J3490", 1, "12", "2026-12-01"), Map.of());
    private final ArrivalRedecision redecision =
            new ArrivalRedecision(request.documents(), request.files(), request.changes(), request.reconsideration());

    @Test
    void decidesWithTheProductOfAPrescriptionInABundle() {
        assertThat(request.asked()).containsExactly(PRESCRIPTION);
        String number = request.item().number();
        Medication drug = new Medication().setCode(ndc(KESIMPTA));
        MedicationRequest order = prescription();
        order.setMedication(new Reference("urn:uuid:1d2b8b52-5a51-4a0e-a5a3-0f6c3b2f1c11"));
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(order);
        bundle.addEntry()
                .setFullUrl("urn:uuid:1d2b8b52-5a51-4a0e-a5a3-0f6c3b2f1c11")
                .setResource(drug);

        arrives(fhir(bundle));

        assertThat(request.item().product()).isEqualTo("kesimpta");
        assertThat(request.item().policy()).contains("kesimpta-2020910");
        assertThat(request.item().number()).isEqualTo(number);
        assertThat(request.desk()).isEqualTo("nurse null");
        assertThat(request.asked()).isEmpty();
    }

    @Test
    void decidesWithAPrescriptionAlone() {
        arrives(fhir(prescription(KESIMPTA)));

        assertThat(request.item().product()).isEqualTo("kesimpta");
    }

    @Test
    void decidesWithAPrescriptionInAForm() {
        QuestionnaireResponse form = new QuestionnaireResponse();
        form.setId("QuestionnaireResponse/" + UUID.randomUUID());
        form.addContained(prescription(KESIMPTA).setId("rx"));

        arrives(form, "102089-0");

        assertThat(request.item().product()).isEqualTo("kesimpta");
    }

    @Test
    void knowsTheProductStillWhenTheItemIsUpdated() {
        arrives(fhir(prescription(KESIMPTA)));

        request.update(2);

        assertThat(request.item().product()).isEqualTo("kesimpta");
        assertThat(request.desk()).isEqualTo("nurse null");
    }

    @Test
    void handsADocumentThatIsNotCodedToAPerson() {
        arrives(pdf());

        assertThat(request.item().status()).isEqualTo(ItemStatus.PENDED_REVIEW);
        assertThat(request.desk()).isEqualTo("nurse null");
        assertThat(request.task().orElseThrow().getDescription()).contains("Kesimpta");
        assertThat(request.asked()).isEmpty();
        assertThat(request.answer().getProcessNoteFirstRep().getText()).contains("nurse reviewer", "Kesimpta");
        arrives(pdf());
        assertThat(request.desk()).as("more of the same").isEqualTo("nurse null");
    }

    @Test
    void decidesOnceACodedOneFollows() {
        arrives(pdf());

        arrives(fhir(prescription(KESIMPTA)));

        assertThat(request.item().product()).isEqualTo("kesimpta");
        assertThat(request.desk()).isEqualTo("nurse null");
    }

    @Test
    void doesNotGuessAmongSeveralDrugs() {
        Bundle list = new Bundle().setType(Bundle.BundleType.COLLECTION);
        list.addEntry().setResource(prescription(KESIMPTA));
        list.addEntry().setResource(prescription(LEMTRADA));

        arrives(fhir(list));

        assertThat(request.item().product()).isNull();
        assertThat(request.desk()).isEqualTo("nurse null");
    }

    @Test
    void doesNotTakeAnotherDrugOrOneThatIsNotPrescribed() {
        MedicationRequest stopped = prescription(KESIMPTA);
        stopped.setStatus(MedicationRequestStatus.STOPPED);
        arrives(fhir(stopped));
        assertThat(request.item().product()).isNull();

        arrives(fhir(prescription("0002-8215-01")));
        assertThat(request.item().product()).isNull();
        assertThat(request.desk()).isEqualTo("nurse null");
    }

    @Test
    void handsAPrescriptionThatDoesNotSayWhetherItHoldsToAPerson() {
        MedicationRequest unsaid = prescription(KESIMPTA);
        unsaid.setStatus(null);
        arrives(fhir(unsaid));
        assertThat(request.desk()).isEqualTo("nurse null");

        MedicationRequest perhaps = prescription(KESIMPTA);
        perhaps.setIntent(null);
        arrives(fhir(perhaps));

        assertThat(request.item().product()).isNull();
        assertThat(request.desk()).isEqualTo("nurse null");
    }

    @Test
    void doesNotReadWhatWasTakenBack() {
        DocumentReference mistake = fhir(prescription("0002-8215-01"));
        arrives(mistake);
        assertThat(request.item().product()).isNull();
        mistake.setStatus(DocumentReferenceStatus.ENTEREDINERROR);

        arrives(fhir(prescription(KESIMPTA)));

        assertThat(request.item().product()).isEqualTo("kesimpta");
    }

    @Test
    void goesBackToTheReviewerWhoAskedForACodedOne() {
        arrives(pdf());
        request.assign("nora");
        request.ask(PRESCRIPTION);

        arrives(fhir(prescription(KESIMPTA)));

        assertThat(request.item().product()).isEqualTo("kesimpta");
        assertThat(request.desk()).isEqualTo("nurse nora");
    }

    @Test
    void staysWithTheReviewersWhenAnUpdateDoesNotNameTheProductEither() {
        arrives(pdf());
        request.assign("nora");

        request.update();

        assertThat(request.desk()).isEqualTo("nurse nora");
        assertThat(request.asked()).isEmpty();
    }

    private void arrives(DocumentReference document) {
        arrives(document, PRESCRIPTION);
    }

    private void arrives(Resource document, String code) {
        request.record(document);
        String trace = String.valueOf(request.item().number());
        String subject = "Patient/" + request.member().patient().getIdPart();
        request.documents()
                .arrived(new Arrival(0, trace, document.getId(), subject, code, false, Instant.MAX, 0), Instant.MIN);
        redecision.decide(trace);
    }

    private static DocumentReference fhir(Resource content) {
        return document("application/fhir+json", PasBundle.json(content));
    }

    private static DocumentReference pdf() {
        return document("application/pdf", "%PDF-1.7 Kesimpta 20 mg");
    }

    private static DocumentReference document(String type, String data) {
        DocumentReference document = new DocumentReference();
        document.setId("DocumentReference/" + UUID.randomUUID());
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.addContent()
                .setAttachment(new Attachment().setContentType(type).setData(data.getBytes(UTF_8)));
        return document;
    }

    private static MedicationRequest prescription(String ndc) {
        MedicationRequest prescription = prescription();
        prescription.setMedication(ndc(ndc));
        return prescription;
    }

    private static MedicationRequest prescription() {
        return new MedicationRequest()
                .setStatus(MedicationRequestStatus.ACTIVE)
                .setIntent(MedicationRequestIntent.ORDER);
    }

    private static CodeableConcept ndc(String code) {
        return new CodeableConcept(new Coding("http://hl7.org/fhir/sid/ndc", code, null));
    }
}
