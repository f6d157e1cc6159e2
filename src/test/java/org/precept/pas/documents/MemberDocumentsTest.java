package org.precept.pas.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.documents.SentDocuments.SentDocument;
import org.precept.record.Member;
import org.precept.record.PackedEvidence;

/** What is sent becomes a document about the member that names its trace number, or is refused. */
class MemberDocumentsTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String TRACE = "TR1";

    @Test
    void aDocumentIsLedToTheMemberAndNamesTheTrace() {
        DocumentReference sent = document("text/plain", "seen");
        sent.setSubject(new Reference("Patient/ehr-1"));
        sent.addAuthor(new Reference("Practitioner/1").setDisplay("Dr. Prescriber"));
        sent.setCustodian(new Reference("https://ehr.example/fhir/Organization/1"));

        DocumentReference stored = (DocumentReference) stored(sent, code("11506-3"));

        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/p1");
        assertThat(Traces.of(stored)).containsExactly(TRACE);
        assertThat(stored.getType().getCodingFirstRep().getCode()).isEqualTo("11506-3");
        assertThat(stored.getAuthorFirstRep().getReference()).isNull();
        assertThat(stored.getAuthorFirstRep().getDisplay()).isEqualTo("Dr. Prescriber");
        assertThat(stored.getCustodian().getReference()).isEqualTo("https://ehr.example/fhir/Organization/1");
        assertThat(sent.getSubject().getReference()).isEqualTo("Patient/ehr-1");
    }

    @Test
    void theSameDocumentHasTheSameIdAndAnotherOneAnother() {
        assertThat(stored(document("text/plain", "seen"), null).getId())
                .isEqualTo(stored(document("text/plain", "seen"), null).getId())
                .isNotEqualTo(stored(document("text/plain", "other"), null).getId());
    }

    @Test
    void oneFileSentForTwoRequestsIsTwoDocuments() {
        Resource notes = stored(document("text/plain", "seen"), code("11506-3"));
        Resource records = stored(document("text/plain", "seen"), code("11503-0"));

        assertThat(notes.getId()).isNotEqualTo(records.getId());
        assertThat(stored(document("text/plain", "seen"), code("11503-0")).getId())
                .isEqualTo(records.getId());
    }

    @Test
    void bytesAndResourcesAreWrapped() {
        Binary bytes = new Binary();
        bytes.setContentType("application/pdf").setData(new byte[] {1, 2});
        Observation result = new Observation();
        result.setSubject(new Reference("Patient/ehr-1"));

        DocumentReference file = (DocumentReference) stored(bytes, code("11503-0"));
        DocumentReference packed = (DocumentReference) stored(result, null);

        assertThat(file.getContentFirstRep().getAttachment().getContentType()).isEqualTo("application/pdf");
        assertThat(new PackedEvidence(FHIR).resource(packed.getContentFirstRep().getAttachment()))
                .get()
                .isInstanceOf(Observation.class);
    }

    @Test
    void aFormKeepsItsAnswersAndNamesTheTrace() {
        QuestionnaireResponse sent = form(QuestionnaireResponseStatus.COMPLETED);

        QuestionnaireResponse stored = (QuestionnaireResponse) stored(sent, null);

        assertThat(Traces.of(stored)).containsExactly(TRACE);
        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/p1");
        assertThat(stored.getItem()).hasSameSizeAs(sent.getItem());
    }

    @Test
    void whatCannotBeTakenIsSaidAllAtOnce() {
        DocumentReference elsewhere = document("text/plain", "");
        elsewhere.getContentFirstRep().getAttachment().setData(null).setUrl("https://ehr.example/document");

        assertThatThrownBy(() -> MemberDocuments.of(
                        List.of(
                                new SentDocument("a", null, form(QuestionnaireResponseStatus.INPROGRESS)),
                                new SentDocument("b", null, elsewhere),
                                new SentDocument("c", null, document("application/fhir+json", "no JSON")),
                                new SentDocument("d", null, new DocumentReference())),
                        FHIR,
                        member(),
                        Set.of(TRACE)))
                .isInstanceOfSatisfying(RejectedRequest.class, rejected -> {
                    assertThat(rejected.status()).isEqualTo(422);
                    assertThat(rejected.outcome().getIssue())
                            .extracting(issue -> issue.getExpression().get(0).getValue())
                            .containsExactly(
                                    "a.status",
                                    "b.content[0].attachment.data",
                                    "c.content[0].attachment.data",
                                    "d.content");
                });
    }

    @Test
    void aDocumentAboutSomebodyElseIsRefused() {
        QuestionnaireResponse named = form(QuestionnaireResponseStatus.COMPLETED);
        named.setSubject(new Reference().setIdentifier(number("M2")));
        Bundle another = new Bundle();
        another.addEntry().setResource(patient("M2", null));
        another.addEntry().setResource(new Observation());
        Bundle younger = new Bundle();
        younger.addEntry().setResource(patient("M1", "2011-01-01"));
        Bundle two = new Bundle();
        two.addEntry().setResource(patient("M1", null));
        two.addEntry().setResource(new Patient());
        Bundle own = new Bundle();
        own.addEntry().setResource(patient("M1", "1980-05-17"));

        List.of(named, another, younger, two).forEach(this::assertRefused);
        assertThat(stored(own, null)).isInstanceOf(DocumentReference.class);
    }

    private void assertRefused(Resource content) {
        assertThatThrownBy(() -> stored(content, null)).isInstanceOf(RejectedRequest.class);
    }

    private static Resource stored(Resource content, CodeableConcept code) {
        return MemberDocuments.of(List.of(new SentDocument("x", code, content)), FHIR, member(), Set.of(TRACE))
                .get(0);
    }

    private static Member member() {
        Patient patient = patient("M1", "1980-05-17");
        patient.setId("Patient/p1");
        return new Member("mmm", "M1", patient, List.of(), List.of());
    }

    private static Patient patient(String number, String birthDate) {
        Patient patient = new Patient();
        patient.addIdentifier(number(number));
        if (birthDate != null) {
            patient.getBirthDateElement().setValueAsString(birthDate);
        }
        return patient;
    }

    private static Identifier number(String number) {
        return new Identifier().setSystem("https://precept.example/member/mmm").setValue(number);
    }

    private static QuestionnaireResponse form(QuestionnaireResponseStatus status) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setStatus(status).setSubject(new Reference("Patient/ehr-1"));
        response.addItem().setLinkId("diagnosis");
        return response;
    }

    private static DocumentReference document(String type, String text) {
        DocumentReference document = new DocumentReference();
        DocumentReferenceContentComponent content = document.addContent();
        content.getAttachment().setContentType(type).setData(text.getBytes(StandardCharsets.UTF_8));
        return document;
    }

    private static CodeableConcept code(String loinc) {
        return new CodeableConcept(new Coding("http://loinc.org", loinc, null));
    }
}
