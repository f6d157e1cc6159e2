package org.precept.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;

class EvidenceDisplayTest {
    private final EvidenceDisplay display = new EvidenceDisplay(new ExpandedValueSets(List.of(forms())));

    private static ValueSet forms() {
        ValueSet forms = new ValueSet().setUrl("https://precept.example/fhir/ValueSet/forms");
        forms.getExpansion()
                .addContains()
                .setSystem(CodeSystems.ICD10CM)
                .setCode("G35.A")
                .setDisplay("Relapsing-remitting multiple sclerosis");
        return forms;
    }

    @Test
    void aCodeWithoutADisplayIsCalledAsAValueSetCallsIt() {
        Condition condition = new Condition()
                .setCode(new CodeableConcept(new Coding(CodeSystems.ICD10CM, "G35.A", null)))
                .setClinicalStatus(new CodeableConcept(new Coding("status", "active", null)));
        assertThat(display.of("diagnosis", condition)).isEqualTo("Relapsing-remitting multiple sclerosis (active)");
    }

    @Test
    void aResultShowsItsValue() {
        Observation observation =
                new Observation().setCode(new CodeableConcept(new Coding(CodeSystems.LOINC, "2160-0", "Creatinine")));
        observation.setValue(new Quantity().setValue(0.9).setUnit("mg/dL"));
        assertThat(display.of("renal", observation)).isEqualTo("Creatinine: 0.9 mg/dL");
    }

    @Test
    void anEndedOrderShowsWhy() {
        MedicationRequest order = new MedicationRequest()
                .setMedication(new CodeableConcept(new Coding(CodeSystems.RXNORM, "1310520", "teriflunomide")))
                .setStatus(MedicationRequest.MedicationRequestStatus.STOPPED)
                .setStatusReason(new CodeableConcept(new Coding(CodeSystems.ANSWERS, "intolerance", "Intolerance")));
        assertThat(display.of("step-therapy", order)).isEqualTo("teriflunomide (stopped, Intolerance)");
    }

    @Test
    void peopleAreShownWithoutTheirNames() {
        Practitioner practitioner = new Practitioner().addName(new HumanName().setFamily("Example"));
        assertThat(display.of("neurologist", practitioner)).isEqualTo("Practitioner");
    }

    @Test
    void aFormShowsTheAnswersOfTheCriterionButNoFreeText() {
        QuestionnaireResponse form = new QuestionnaireResponse();
        QuestionnaireResponseItemComponent neurologist = form.addItem().setLinkId("neurologist");
        neurologist
                .addAnswer()
                .setValue(new org.hl7.fhir.r4.model.BooleanType(true))
                .addItem()
                .setLinkId("neurologist.name")
                .addAnswer()
                .setValue(new StringType("Dr. Example"));
        form.addItem().setLinkId("tb").addAnswer().setValue(new Coding(CodeSystems.ANSWERS, "negative", null));
        assertThat(display.of("neurologist", form)).isEqualTo("Form: neurologist = true; neurologist.name = (text)");
        assertThat(display.of("age", form)).isEqualTo("Completed form");
    }
}
