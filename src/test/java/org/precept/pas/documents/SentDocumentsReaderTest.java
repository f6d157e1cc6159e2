package org.precept.pas.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

/** The parameters of {@code $submit-attachment}. */
class SentDocumentsReaderTest {

    @Test
    void readsWhatTheGuideDefines() {
        Parameters input = complete();
        input.addParameter("AdminRefNumber", new Identifier().setValue("TR2"));
        input.addParameter("Final", new BooleanType(true));
        input.addParameter(
                "PayerId",
                new Identifier().setSystem("https://precept.example/payer").setValue("mmm"));
        input.addParameter("ServiceDate", new StringType("2026-12-01"));

        SentDocuments read = SentDocumentsReader.read(input);

        assertThat(read.numbers()).containsExactly("TR2", "TR1");
        assertThat(read.memberNumber()).isEqualTo("M1");
        assertThat(read.payer()).isEqualTo("mmm");
        assertThat(read.last()).isTrue();
        assertThat(read.documents()).singleElement().satisfies(document -> {
            assertThat(document.path()).isEqualTo("Parameters.parameter[3].part[2].resource");
            assertThat(document.content()).isInstanceOf(DocumentReference.class);
            assertThat(document.code()).isNotNull();
        });
    }

    @Test
    void namesAllThatIsMissingAtOnce() {
        assertThatThrownBy(() -> SentDocumentsReader.read(new Parameters()))
                .isInstanceOfSatisfying(RejectedRequest.class, rejected -> {
                    assertThat(rejected.status()).isEqualTo(400);
                    assertThat(rejected.outcome().getIssue())
                            .extracting(issue -> issue.getExpression().get(0).getValue())
                            .containsExactly(
                                    "Parameters.parameter('TrackingId')",
                                    "Parameters.parameter('MemberId')",
                                    "Parameters.parameter('AttachTo')",
                                    "Parameters.parameter('Attachment')");
                });
    }

    @Test
    void takesNoDocumentsForClaims() {
        Parameters input = complete();
        input.getParameter().get(2).setValue(new CodeType("claim"));

        assertThatThrownBy(() -> SentDocumentsReader.read(input)).hasMessageContaining("preauthorization");
    }

    @Test
    void refusesAnAttachmentWithoutContentAndABodyOfAnotherType() {
        Parameters input = complete();
        input.getParameter().get(3).getPart().remove(2);

        assertThatThrownBy(() -> SentDocumentsReader.read(input)).hasMessageContaining("Content");
        assertThatThrownBy(() -> SentDocumentsReader.read(new Patient())).hasMessageContaining("Parameters");
        assertThatThrownBy(() -> SentDocumentsReader.read(null)).hasMessageContaining("Parameters");
    }

    private static Parameters complete() {
        Parameters input = new Parameters();
        input.addParameter("TrackingId", new Identifier().setValue(" TR1 "));
        input.addParameter(
                "MemberId",
                new Identifier().setSystem("https://precept.example/member/mmm").setValue("M1"));
        input.addParameter("AttachTo", new CodeType("preauthorization"));
        ParametersParameterComponent attachment = input.addParameter().setName("Attachment");
        attachment.addPart().setName("LineItem").setValue(new StringType("1"));
        attachment.addPart().setName("Code").setValue(new CodeableConcept().setText("Progress note"));
        attachment
                .addPart()
                .setName("Content")
                .setResource(new DocumentReference().setStatus(DocumentReferenceStatus.CURRENT));
        return input;
    }
}
