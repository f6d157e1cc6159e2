package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.CodeSystems;
import org.precept.policy.CoveragePolicy;
import org.precept.support.RealContent;

class EvidenceAssemblerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final String FORM = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final CoveragePolicy MMM =
            RealContent.policies().policies().find("mmm", "lemtrada", TODAY).orElseThrow();

    private final EvidenceAssembler assembler =
            new EvidenceAssembler(RealContent.policies().questionnaires());
    private final Patient member = member();

    @Test
    void joinsRequestAndRecordAndLeavesPatientsOut() {
        Observation mine = observation("o1");
        Observation stored = observation("o2");

        AssembledEvidence evidence = assembler.assemble(
                MMM,
                TODAY,
                member,
                List.of(asked("Patient/ehr", patient("ehr")), asked("Observation/o1", mine)),
                List.of(kept(stored)));

        assertThat(evidence.bundle().patient()).isSameAs(member);
        assertThat(evidence.bundle().items()).extracting(EvidenceItem::resource).containsExactly(mine, stored);
        assertThat(evidence.bundle().items())
                .extracting(EvidenceItem::origin)
                .containsExactly(Origin.REQUEST, Origin.RECORD);
        assertThat(evidence.notes()).isEmpty();
    }

    @Test
    void leavesOutWhatWasRetracted() {
        Condition refuted = new Condition();
        refuted.setId("c1");
        refuted.setVerificationStatus(new CodeableConcept(new Coding().setCode("refuted")));
        Condition wrong = new Condition();
        wrong.setId("c2");
        wrong.setVerificationStatus(new CodeableConcept(new Coding().setCode("entered-in-error")));
        Condition suspected = new Condition();
        suspected.setId("c3");
        suspected.setVerificationStatus(new CodeableConcept(new Coding().setCode("provisional")));
        Observation error = observation("o1").setStatus(ObservationStatus.ENTEREDINERROR);

        assertThat(items(List.of(), List.of(kept(refuted), kept(wrong), kept(suspected), kept(error))))
                .extracting(EvidenceItem::resource)
                .containsExactly(suspected);
    }

    @Test
    void leavesOutWhatIsAboutAnotherPatientOfTheRequest() {
        Patient subscriber = new Patient();
        subscriber.setId("Patient/other");
        Observation theirs = observation("o1");
        theirs.setSubject(new Reference("urn:uuid:subscriber"));
        Observation byId = observation("o2");
        byId.setSubject(new Reference("Patient/other"));
        Observation mine = observation("o3");
        mine.setSubject(new Reference("Patient/ehr"));

        AssembledEvidence evidence = assembler.assemble(
                MMM,
                TODAY,
                member,
                List.of(
                        asked("urn:uuid:me", patient("ehr")),
                        asked("urn:uuid:subscriber", subscriber),
                        asked("urn:uuid:1", theirs),
                        asked("urn:uuid:2", byId),
                        asked("urn:uuid:3", mine)),
                List.of());

        assertThat(evidence.bundle().items()).extracting(EvidenceItem::resource).containsExactly(mine);
        assertThat(evidence.notes()).containsExactly("Observation of another patient was not counted");
    }

    @Test
    void keepsEvidenceWhenNoPatientOfTheRequestIsClearlyAnother() {
        Patient unknown = new Patient();
        unknown.setId("Patient/x");
        Observation theirs = observation("o1");
        theirs.setSubject(new Reference("Patient/x"));

        assertThat(items(List.of(asked("Patient/x", unknown), asked("Observation/o1", theirs)), List.of()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0,true", "89,true", "90,true", "91,false", "-1,true"})
    void aStoredQuestionnaireCountsForNinetyDays(int age, boolean counts) {
        QuestionnaireResponse stored = answered(FORM + "|1.1.0", "hiv-negative", new BooleanType(true));
        stored.setAuthoredElement(new DateTimeType(TODAY.minusDays(age) + "T08:00:00Z"));

        assertThat(items(List.of(), List.of(kept(stored)))).hasSize(counts ? 1 : 0);
    }

    @Test
    void anUndatedQuestionnaireCountsOnlyWithTheRequest() {
        QuestionnaireResponse undated = answered(FORM, "hiv-negative", new BooleanType(true));

        assertThat(items(List.of(), List.of(kept(undated)))).isEmpty();
        assertThat(items(List.of(asked("urn:uuid:q", undated)), List.of())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = QuestionnaireResponseStatus.class,
            names = {"INPROGRESS", "STOPPED", "ENTEREDINERROR", "COMPLETED", "AMENDED"})
    void onlyAFinishedQuestionnaireCounts(QuestionnaireResponseStatus status) {
        QuestionnaireResponse response = answered(FORM, "hiv-negative", new BooleanType(true));
        response.setStatus(status);
        boolean finished =
                status == QuestionnaireResponseStatus.COMPLETED || status == QuestionnaireResponseStatus.AMENDED;

        assertThat(items(List.of(asked("urn:uuid:q", response)), List.of())).hasSize(finished ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|0.9.0,true",
        "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial-adaptive,true",
        "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-continuation|1.1.0,true",
        "https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial|1.1.0,false",
        "https://elsewhere.example/Questionnaire/mmm-alemtuzumab-initial,false"
    })
    void onlyAnswersToThePolicysFormsCount(String questionnaire, boolean counts) {
        QuestionnaireResponse response = answered(questionnaire, "hiv-negative", new BooleanType(true));

        assertThat(items(List.of(asked("urn:uuid:q", response)), List.of())).hasSize(counts ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + "-adaptive", FORM + "-adaptive|1.0.0"})
    void aContainedFormCountsByWhatItIsDerivedFrom(String origin) {
        Questionnaire contained = new Questionnaire();
        contained.setId("form");
        contained.addDerivedFrom(origin);
        QuestionnaireResponse response = answered("#form", "hiv-negative", new BooleanType(true));
        response.addContained(contained);

        assertThat(items(List.of(asked("urn:uuid:q", response)), List.of())).hasSize(1);
    }

    @Test
    void answersThatTheFormDoesNotOfferAreTakenOutOfACopy() {
        QuestionnaireResponse response = answered(FORM, "hiv-negative", new StringType("yes"));
        answer(response, "diagnosis", new Coding(CodeSystems.ANSWERS, "migraine", null));
        answer(response, "no-active-infection", new BooleanType(true));
        QuestionnaireResponse before = response.copy();

        AssembledEvidence evidence =
                assembler.assemble(MMM, TODAY, member, List.of(asked("urn:uuid:q", response)), List.of());

        QuestionnaireResponse counted =
                (QuestionnaireResponse) evidence.bundle().items().get(0).resource();
        assertThat(counted.getItem().get(0).getAnswer()).isEmpty();
        assertThat(counted.getItem().get(1).getAnswer()).isEmpty();
        assertThat(counted.getItem().get(2).getAnswer()).hasSize(1);
        assertThat(evidence.bundle().items().get(0).reference()).isEqualTo("urn:uuid:q");
        assertThat(evidence.notes())
                .containsExactly(
                        "answer to hiv-negative is not one the form offers and was not counted",
                        "answer to diagnosis is not one the form offers and was not counted");
        assertThat(response.equalsDeep(before)).isTrue();
    }

    @Test
    void aResponseWhoseAnswersAreAllOfferedIsNotCopied() {
        QuestionnaireResponse response = answered(FORM, "diagnosis", new Coding(CodeSystems.ANSWERS, "rrms", null));

        assertThat(items(List.of(asked("urn:uuid:q", response)), List.of()))
                .singleElement()
                .satisfies(item -> assertThat(item.resource()).isSameAs(response));
    }

    @Test
    void severalAnswersToAQuestionForOneDoNotCount() {
        QuestionnaireResponse response = answered(FORM, "diagnosis", new Coding(CodeSystems.ANSWERS, "rrms", null));
        answer(response, "diagnosis", new Coding(CodeSystems.ANSWERS, "ppms", null));

        AssembledEvidence evidence =
                assembler.assemble(MMM, TODAY, member, List.of(asked("urn:uuid:q", response)), List.of());

        assertThat(evidence.notes()).containsExactly("answers to diagnosis, which takes one answer, were not counted");
    }

    @Test
    void putsTheCodeOfAReferencedMedicationInPlace() {
        CodeableConcept code = new CodeableConcept(new Coding(CodeSystems.RXNORM, "117055", null));
        Medication medication = new Medication().setCode(code);
        medication.setId("m1");
        MedicationRequest order = new MedicationRequest().setMedication(new Reference("Medication/m1"));
        order.setId("r1");

        List<EvidenceItem> items =
                items(List.of(asked("Medication/m1", medication), asked("MedicationRequest/r1", order)), List.of());

        MedicationRequest copy = (MedicationRequest) items.get(1).resource();
        assertThat(copy.getMedicationCodeableConcept().equalsDeep(code)).isTrue();
        assertThat(items.get(1).reference()).isEqualTo("MedicationRequest/r1");
        assertThat(order.getMedication()).isInstanceOf(Reference.class);
    }

    @Test
    void findsAContainedMedicationButNotOneOfTheOtherSource() {
        CodeableConcept code = new CodeableConcept(new Coding(CodeSystems.RXNORM, "117055", null));
        Medication medication = new Medication().setCode(code);
        medication.setId("m1");
        MedicationRequest contained = new MedicationRequest().setMedication(new Reference("#m1"));
        contained.addContained(medication.copy());
        contained.setId("r1");
        MedicationRequest stored = new MedicationRequest().setMedication(new Reference("Medication/m1"));
        stored.setId("r2");

        List<EvidenceItem> items = items(
                List.of(asked("Medication/m1", medication), asked("MedicationRequest/r1", contained)),
                List.of(kept(stored)));

        assertThat(((MedicationRequest) items.get(1).resource()).hasMedicationCodeableConcept())
                .isTrue();
        assertThat(items.get(2).resource()).isSameAs(stored);
    }

    private List<EvidenceItem> items(List<EvidenceItem> request, List<EvidenceItem> record) {
        return assembler.assemble(MMM, TODAY, member, request, record).bundle().items();
    }

    private static Patient member() {
        Patient member = new Patient();
        member.setId("Patient/stored");
        member.addIdentifier().setSystem("https://precept.example/member/mmm").setValue("M1");
        return member;
    }

    private static Patient patient(String id) {
        Patient patient = member();
        patient.setId("Patient/" + id);
        return patient;
    }

    private static Observation observation(String id) {
        Observation observation = new Observation().setStatus(ObservationStatus.FINAL);
        observation.setId(id);
        return observation;
    }

    private static QuestionnaireResponse answered(String questionnaire, String linkId, Type value) {
        QuestionnaireResponse response = new QuestionnaireResponse()
                .setQuestionnaire(questionnaire)
                .setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setId("q1");
        answer(response, linkId, value);
        return response;
    }

    private static void answer(QuestionnaireResponse response, String linkId, Type value) {
        response.addItem().setLinkId(linkId).addAnswer().setValue(value);
    }

    private static EvidenceItem asked(String reference, Resource resource) {
        return new EvidenceItem(reference, resource, Origin.REQUEST);
    }

    private static EvidenceItem kept(Resource resource) {
        return new EvidenceItem(
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource, Origin.RECORD);
    }
}
