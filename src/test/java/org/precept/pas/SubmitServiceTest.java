package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PolicyContent;
import org.precept.record.Member;
import org.precept.support.PasBundle;
import org.precept.support.RealContent;

/** The way of a request through the door, with the shipped policies, a fixed engine and the record in memory. */
class SubmitServiceTest {

    private static final String BASE = "https://payer.example/fhir";
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final Memory memory = new Memory();
    private final FixedEngine engine = new FixedEngine();
    private final MovingClock clock = new MovingClock();
    private SubmitService service;
    private InquireService inquiry;

    @BeforeEach
    void serve() {
        PolicyContent content = RealContent.policies();
        MemberIdentification identification = new MemberIdentification(content.payers());
        service = new SubmitService(
                FHIR,
                identification,
                new ItemPlanner(content.policies(), content.products()),
                new ItemDecider(new EvidenceAssembler(content.questionnaires()), new Determiner(engine), memory),
                new Filing(FHIR, memory, memory, memory),
                memory,
                memory,
                memory,
                clock);
        inquiry = new InquireService(FHIR, identification, memory, memory, clock);
        enrol("mmm", "M1");
        enrol("cigna", "C1");
        enrol("policy-2020910", "K1");
    }

    @Test
    void approvesAndFilesWhatIsMet() {
        Bundle request = lemtrada(36).build();

        Bundle answer = submit(request);

        ClaimResponse response = response(answer);
        assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getPreAuthRef()).isEqualTo("PA1");
        assertThat(response.getPreAuthPeriod().getStartElement().getValueAsString())
                .isEqualTo("2026-12-01");
        assertThat(response.getPreAuthPeriod().getEndElement().getValueAsString())
                .isEqualTo("2027-11-30");
        assertThat(answer.getIdentifier().getValue())
                .isEqualTo(request.getIdentifier().getValue());
        assertThat(notes(response)).contains("PA1", "36 units");
        assertThat(memory.approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.units()).isEqualByComparingTo("36");
            assertThat(approval.serviceDate()).isEqualTo(LocalDate.of(2026, 12, 1));
        });
        assertThat(memory.stored(Task.class)).isEmpty();
        assertThat(memory.stored(GuidanceResponse.class)).hasSize(1);
    }

    @Test
    void answersWithEveryReferencedResourceOnceUnderItsOwnName() {
        Bundle request = lemtrada(36).build();

        Bundle answer = submit(request);

        List<String> sent = answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getFullUrl)
                .toList();
        assertThat(sent).doesNotHaveDuplicates();
        Entries entries = new Entries(answer);
        for (Entries.Entry entry : entries.all()) {
            for (References.Found found : References.in(entry.resource(), "")) {
                if (!found.path().equals(".request")) {
                    assertThat(entries.find(found.reference().getReference(), entry.fullUrl()))
                            .as(entry.resource().fhirType() + found.path())
                            .hasSize(1);
                }
            }
        }
        assertThat(answer.getEntry().stream().filter(entry -> entry.getResource() instanceof Patient))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getFullUrl())
                        .isEqualTo(
                                "urn:uuid:" + entry.getResource().getIdElement().getIdPart()));
    }

    @Test
    void sendsWhatIsFalseToAPhysicianAndNeverDenies() {
        engine.says("diagnosis", false);

        ClaimResponse response = response(submit(lemtrada(36).build()));

        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(reason(response, 0)).isEqualTo("0V");
        assertThat(response.hasPreAuthRef()).isFalse();
        assertThat(memory.approvals()).isEmpty();
        assertThat(memory.stored(Task.class)).singleElement().satisfies(task -> {
            assertThat(task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("physician");
            assertThat(task.getFor().getReference()).isEqualTo("Patient/mmm-M1");
            assertThat(task.getFocus().getReference()).startsWith("ClaimResponse/");
            assertThat(task.getBasedOnFirstRep().getReference()).startsWith("Claim/");
            assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
            assertThat(task.getRestriction().getPeriod().getEndElement().getValueAsString())
                    .isEqualTo("2026-11-23T09:30:00Z");
        });
    }

    @Test
    void asksForWhatIsMissingUnderATraceNumber() {
        engine.says("hiv-negative", null);

        Bundle answer = submit(lemtrada(36).build());

        ClaimResponse response = response(answer);
        assertThat(reason(response, 0)).isEqualTo("0U");
        String trace = response.getItemFirstRep()
                .getExtensionByUrl(Pas.ADMINISTRATION_REFERENCE_NUMBER)
                .getValue()
                .primitiveValue();
        assertThat(response.getCommunicationRequest()).hasSize(1);
        assertThat(only(answer, CommunicationRequest.class)).satisfies(communication -> {
            assertThat(communication.getIdentifierFirstRep().getValue()).isEqualTo(trace);
            assertThat(communication.getPayloadFirstRep().getContent().primitiveValue())
                    .isEqualTo("102089-0");
            assertThat(communication
                            .getExtensionByUrl(Pas.SERVICE_LINE_NUMBER)
                            .getValue()
                            .primitiveValue())
                    .isEqualTo("1");
        });
        assertThat(memory.find(trace)).get().satisfies(context -> {
            assertThat(context.requests()).hasSize(1);
            assertThat(String.valueOf(context.requests().get(0).questionnaire()))
                    .isEqualTo("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.0.0");
        });
    }

    @Test
    void handsToTheClinicianOrNurseWhoMustSign() {
        submit(PasBundle.of("cigna", "C1")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build());
        submit(PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .build());

        assertThat(memory.stored(Task.class))
                .extracting(task ->
                        task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                .containsExactly("clinician", "nurse");
    }

    @Test
    void asksForTheDrugCodeOfAnUnclassifiedDrug() {
        Bundle answer = submit(PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .build());

        ClaimResponse response = response(answer);
        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(reason(response, 0)).isEqualTo("0U");
        assertThat(notes(response)).contains("NDC");
        assertThat(engine.lastParameters).isNull();
        assertThat(response.getCommunicationRequest()).hasSize(1);
    }

    @Test
    void repeatsTheStoredAnswerForTheIdenticalBundleOnly() {
        Bundle request = lemtrada(36).build();
        String first = service.submit(bytes(request), BASE);
        clock.move(Duration.ofDays(400));
        engine.says("diagnosis", false);

        String again = service.submit((" " + PasBundle.json(request)).getBytes(StandardCharsets.UTF_8), BASE);
        ((Claim) request.getEntryFirstRep().getResource())
                .getItemFirstRep()
                .getQuantity()
                .setValue(12);
        String changed = service.submit(bytes(request), BASE);

        assertThat(again).isEqualTo(first);
        assertThat(action(response(parse(changed)), 0)).isEqualTo("A4");
        assertThat(memory.stored(Claim.class)).hasSize(2);
    }

    @Test
    void storesNothingWhenCriteriaCannotBeComputed() {
        engine.fails();

        assertThatThrownBy(() -> submit(lemtrada(36).build())).isInstanceOf(CriteriaException.class);

        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void countsEarlierApprovalsAndTheItemsOfOneRequestTogether() {
        submit(lemtrada(48).build());

        ClaimResponse response = response(submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 6, "22", "2026-12-01")
                .item("J0202", 7, "22", "2026-12-02")
                .build()));

        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(action(response, 1)).isEqualTo("A4");
        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("13");
        assertThat(engine.lastParameters.unitsUsed()).isEqualByComparingTo("48");
    }

    @Test
    void entersEachItemOfACourseInTheLedgerWithItsOwnUnits() {
        submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .item("J0202", 24, "22", "2026-12-02")
                .build());

        assertThat(memory.approvals())
                .extracting(approval -> approval.units().intValue())
                .containsExactly(12, 24);
        assertThat(memory.approvals()).extracting("number").doesNotHaveDuplicates();
    }

    @Test
    void givesNoQuantityWhenOneItemOfTheProductLacksIt() {
        submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .item("J0202", null, "22", "2026-12-02")
                .build());

        assertThat(engine.lastParameters.quantity()).isNull();
    }

    @Test
    void readsTheFactsOfTheRequest() {
        PasBundle request = lemtrada(36).birthDate("1980-02-03").expedited();

        submit(request.build());

        assertThat(engine.lastParameters.requestDate()).isEqualTo(LocalDate.of(2026, 11, 16));
        assertThat(engine.lastParameters.serviceDate()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(engine.lastParameters.placeOfService()).isEqualTo("22");
        assertThat(engine.lastParameters.billedWithHcpcs()).isTrue();
        assertThat(engine.lastParameters.renewal()).isFalse();
        assertThat(engine.lastParameters.statedBirthDate()).isEqualTo(LocalDate.of(1980, 2, 3));
        assertThat(engine.lastParameters.indications()).extracting("code").containsExactly("G35.A");
        assertThat(engine.lastParameters.prescribers()).isNotEmpty();
        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo(BigDecimal.valueOf(36));
    }

    @Test
    void takesAnswersPackedInABundleAndLeavesOutOtherPatients() {
        QuestionnaireResponse answers = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.0.0", "2026-11-15T10:00:00Z");
        PasBundle.answer(answers, "no-active-infection", true);
        PasBundle request = lemtrada(36);
        answers.setSubject(request.patientReference());
        Bundle packed = new Bundle().setType(Bundle.BundleType.COLLECTION);
        packed.addEntry()
                .setFullUrl("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01")
                .setResource(answers);
        Condition another = new Condition();
        another.setCode(new CodeableConcept().setText("someone else's"));
        another.setSubject(new Reference("Patient/someone-else"));

        ClaimResponse response =
                response(submit(request.attach(packed).with(another).build()));

        assertThat(engine.lastEvidence.items())
                .extracting(EvidenceItem::reference)
                .contains("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01");
        assertThat(engine.lastEvidence.items()).noneMatch(item -> item.resource() instanceof Condition);
        assertThat(notes(response)).contains("another patient was not counted");
    }

    @Test
    void keepsTheClientsReferencesApartFromOurs() {
        submit(lemtrada(36).build());

        Claim claim = memory.stored(Claim.class).get(0);
        assertThat(claim.getPatient().getReference()).isEqualTo("Patient/mmm-M1");
        assertThat(claim.getInsurer().getReference()).isEqualTo("Organization/payer-mmm");
        assertThat(claim.getProvider().hasReference()).isFalse();
        assertThat(claim.getProvider().getIdentifier().getValue()).isEqualTo(PasBundle.ORGANIZATION_NPI);
    }

    @Test
    void answersBusinessErrorsWithoutStoringAnything() {
        assertThat(error(PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01")))
                .isEqualTo("67");
        assertThat(error(PasBundle.of("other-payer", "M1").item("J0202", 36, "22", "2026-12-01")))
                .isEqualTo("79");
        assertThat(error(lemtrada(36).item("J0202", 1, "22", "2019-01-01"))).isEqualTo("52");
        assertThat(error(PasBundle.of("mmm", "M1").item("J9302", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(error(PasBundle.of("mmm", "M1").item("Z9999", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(error(PasBundle.of("mmm", "M1").item("J3490", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void answersContradictionsAsErrors() {
        Bundle numbers = lemtrada(36).build();
        ((Coverage) numbers.getEntry().get(2).getResource()).setSubscriberId("M2");
        Bundle foreignCoverage = lemtrada(36).build();
        Organization other = new Organization().setName("Another payer");
        other.setId("other");
        foreignCoverage
                .addEntry()
                .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                .setResource(other);
        ((Coverage) foreignCoverage.getEntry().get(2).getResource())
                .getPayorFirstRep()
                .setReference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11");

        assertThat(error(numbers)).isEqualTo("64");
        assertThat(error(foreignCoverage)).isEqualTo("79");
        assertThat(error(lemtrada(36).order("828267", "Campath").build())).isEqualTo("AG");
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void countsAnOrderThatItemsShareOnce() {
        PasBundle request = PasBundle.of("mmm", "M1")
                .item("J0202", null, "22", "2026-12-01")
                .order("1594663", "12 mg daily for 3 days");
        MedicationRequest order = request.lastOrder();
        order.getDispenseRequest().setQuantity(new Quantity(36));
        request.item("J0202", null, "22", "2026-12-02").orderAgain(order);

        submit(request.build());

        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("36");
        assertThat(memory.approvals())
                .extracting(approval -> approval.units().intValue())
                .containsExactly(36, 0);
    }

    @Test
    void remembersTheClaimUnderTheIdItsBundleIsFiledBy() {
        engine.says("hiv-negative", null);
        PasAnswer answer = new PasAnswer(submit(lemtrada(36).build()));

        Claim remembered = FHIR.newJsonParser()
                .parseResource(
                        Claim.class,
                        memory.find(answer.trace())
                                .orElseThrow()
                                .requests()
                                .get(0)
                                .resource());

        assertThat(memory.bundleOf(remembered.getIdElement().getIdPart())).isPresent();
        assertThat(remembered.getProvider().getReference()).startsWith("urn:uuid:");
    }

    @Test
    void findsADecisionForTheProviderWhoAskedAndNobodyElse() {
        submit(lemtrada(36).build());

        String own = inquire(lemtrada(36));
        String organization = inquire(lemtrada(36).prescriberNpi("1376543210"));
        String stranger = inquire(lemtrada(36).prescriberNpi("1376543210").organizationNpi("1376543210"));
        String unknown = inquire(PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01"));

        assertThat(own).contains("\"name\":\"return\"").contains("PA1").doesNotContain("communicationRequest");
        assertThat(organization).contains("PA1");
        assertThat(stranger).isEqualTo("{\"resourceType\":\"Parameters\"}").isEqualTo(unknown);
    }

    @Test
    void findsByNumberAndService() {
        submit(lemtrada(36).build());
        PasBundle right = lemtrada(36);
        right.claimToChange().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA1"));
        PasBundle wrong = lemtrada(36);
        wrong.claimToChange().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA2"));

        assertThat(inquire(right)).contains("PA1");
        assertThat(inquire(wrong)).doesNotContain("return");
        assertThat(inquire(PasBundle.of("mmm", "M1").item("J9302", 1, "22", "2026-12-01")))
                .doesNotContain("return");
        assertThat(inquire(lemtrada(36).created("2026-11-20"))).contains("PA1");
    }

    private static PasBundle lemtrada(int units) {
        return PasBundle.of("mmm", "M1").diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }

    private void enrol(String payer, String number) {
        Patient patient = new Patient();
        patient.setId("Patient/" + payer + "-" + number);
        patient.addIdentifier()
                .setSystem("https://precept.example/member/" + payer)
                .setValue(number);
        Coverage coverage = new Coverage();
        coverage.setStatus(Coverage.CoverageStatus.ACTIVE).setSubscriberId(number);
        coverage.getPeriod().setStartElement(new DateTimeType("2024-01-01"));
        memory.enrol(new Member(payer, number, patient, List.of(coverage), List.of()));
    }

    private Bundle submit(Bundle request) {
        return parse(service.submit(bytes(request), BASE));
    }

    private String inquire(PasBundle request) {
        return inquiry.inquire(bytes(request.build()));
    }

    private String error(PasBundle request) {
        return error(request.build());
    }

    private String error(Bundle request) {
        ClaimResponse response = response(submit(request));
        assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
        assertThat(response.hasItem()).isFalse();
        ClaimResponse.ErrorComponent error = response.getErrorFirstRep();
        assertThat(error.getExtensionByUrl(Pas.ERROR_PATH).getValue().primitiveValue())
                .startsWith("Bundle.entry[");
        assertThat(error.hasExtension(Pas.ERROR_FOLLOWUP_ACTION)).isTrue();
        return error.getCode().getCodingFirstRep().getCode();
    }

    private static byte[] bytes(Bundle bundle) {
        return PasBundle.json(bundle).getBytes(StandardCharsets.UTF_8);
    }

    private static Bundle parse(String json) {
        return MessageReader.parser(FHIR).parseResource(Bundle.class, json);
    }

    private static ClaimResponse response(Bundle answer) {
        return (ClaimResponse) answer.getEntryFirstRep().getResource();
    }

    private static <T extends Resource> T only(Bundle answer, Class<T> type) {
        return answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    private static String action(ClaimResponse response, int item) {
        return code(review(response, item).getExtensionByUrl(Pas.REVIEW_ACTION_CODE));
    }

    private static String reason(ClaimResponse response, int item) {
        return code(review(response, item).getExtensionByUrl("reasonCode"));
    }

    private static Extension review(ClaimResponse response, int item) {
        return response.getItem().get(item).getAdjudicationFirstRep().getExtensionByUrl(Pas.REVIEW_ACTION);
    }

    private static String code(Extension extension) {
        return ((CodeableConcept) extension.getValue()).getCodingFirstRep().getCode();
    }

    private static String notes(ClaimResponse response) {
        return response.getProcessNote().stream()
                .map(ClaimResponse.NoteComponent::getText)
                .collect(Collectors.joining("\n"));
    }

    /** A clock the test moves. */
    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-16T10:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
