package org.precept.record;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;

/** What documents on file hold as FHIR is evidence, when it can be about the member. */
class PackedEvidenceTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final PackedEvidence packed = new PackedEvidence(FHIR);

    @Test
    void aResultInADocumentIsEvidenceNamedByItsDocument() {
        Member member = member(document("application/fhir+json; charset=UTF-8", json(result())));

        assertThat(packed.unpacked(member).record())
                .extracting(EvidenceItem::reference)
                .containsExactly("DocumentReference/d1", "DocumentReference/d1#1");
        assertThat(packed.unpacked(member).record().get(1).resource()).satisfies(found -> {
            assertThat(found).isInstanceOf(Observation.class);
            assertThat(found.getMeta().getVersionId()).isNull();
        });
    }

    @Test
    void theResourcesOfABundleAreEvidenceAndItsPatientIsNot() {
        Bundle bundle = new Bundle();
        bundle.addEntry().setResource(patient("M1"));
        bundle.addEntry().setResource(result());
        bundle.addEntry().setResource(result());

        assertThat(packed.unpacked(member(document("application/fhir+json", json(bundle))))
                        .record())
                .extracting(EvidenceItem::reference)
                .containsExactly("DocumentReference/d1", "DocumentReference/d1#1", "DocumentReference/d1#2");
    }

    @Test
    void whatNamesSomebodyElseIsNone() {
        Bundle bundle = new Bundle();
        bundle.addEntry().setResource(patient("M2"));
        bundle.addEntry().setResource(result());

        assertThat(packed.unpacked(member(document("application/fhir+json", json(bundle))))
                        .record())
                .hasSize(1);
    }

    @Test
    void otherDocumentsAndThoseTakenBackHoldNothing() {
        DocumentReference superseded = document("application/fhir+json", json(result()));
        superseded.setStatus(DocumentReferenceStatus.SUPERSEDED);

        for (DocumentReference document : List.of(
                superseded, document("text/plain", json(result())), document("application/fhir+json", "no JSON"))) {
            Member member = member(document);
            assertThat(packed.unpacked(member)).isSameAs(member);
        }
    }

    private static Observation result() {
        Observation result = new Observation().setStatus(Observation.ObservationStatus.FINAL);
        result.getMeta().setVersionId("7");
        return result;
    }

    private static DocumentReference document(String type, String text) {
        DocumentReference document = new DocumentReference();
        document.setId("DocumentReference/d1");
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.addContent().getAttachment().setContentType(type).setData(text.getBytes(StandardCharsets.UTF_8));
        return document;
    }

    private static Member member(DocumentReference document) {
        return new Member(
                "mmm",
                "M1",
                patient("M1"),
                List.of(),
                List.of(new EvidenceItem("DocumentReference/d1", document, Origin.RECORD)));
    }

    private static Patient patient(String number) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("https://precept.example/member/mmm").setValue(number);
        return patient;
    }

    private static String json(Resource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }
}
