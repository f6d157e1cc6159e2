package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PolicyContent;
import org.precept.record.Authorizations;
import org.precept.record.Deadlines;
import org.precept.record.Member;
import org.precept.record.Overlaps;
import org.precept.record.RequestFiles;
import org.precept.support.MovingClock;
import org.precept.support.PasBundle;
import org.precept.support.RealContent;

/** The door with the shipped policies, a fixed engine and the record in memory. */
abstract class PasDoor {

    static final String BASE = "https://payer.example/fhir";
    static final FhirContext FHIR = FhirContext.forR4Cached();

    final Memory memory = new Memory();
    final FixedEngine engine = new FixedEngine();
    final MovingClock clock = new MovingClock("2026-11-16T10:00:00Z");
    final MemoryDocuments documents = new MemoryDocuments();
    SubmitService service;
    InquireService inquiry;
    SigningService signing;
    RequestChanges changes;
    OpenFiles open;
    Filing filing;
    ItemPlanner planner;
    ItemDecider decider;
    Reconsideration reconsideration;

    /** The ledger that is served from. */
    Authorizations authorizations() {
        return memory;
    }

    /** The files that are served from. */
    RequestFiles files() {
        return memory.files;
    }

    @BeforeEach
    void serve() {
        Authorizations ledger = authorizations();
        RequestFiles files = files();
        PolicyContent content = RealContent.policies();
        MemberIdentification identification = new MemberIdentification(content.payers());
        planner = new ItemPlanner(content.policies(), content.products());
        decider = new ItemDecider(
                new EvidenceAssembler(content.questionnaires()),
                new Determiner(engine),
                ledger,
                memory,
                files,
                new Overlaps(content.policies()));
        open = new OpenFiles(memory, memory, memory.files);
        filing = new Filing(FHIR, memory, ledger, memory, memory, files, memory.files, open, content.policies());
        Prescriptions prescriptions = new Prescriptions(FHIR, documents, content.products());
        reconsideration = new Reconsideration(planner, decider, prescriptions);
        RequestUpdates updates = new RequestUpdates(
                FHIR, files, open, new Updates(FHIR, planner, decider, prescriptions), filing, clock);
        RequestAppeals appeals = new RequestAppeals(
                FHIR,
                files,
                new AppealCheck(files, new Deadlines(content.policies())),
                updates,
                planner,
                decider,
                memory,
                ledger,
                filing,
                clock);
        service = new SubmitService(
                FHIR, identification, planner, decider, filing, updates, appeals, memory, ledger, memory, clock);
        signing = new SigningService(
                content.payers(), content.products(), planner, decider, filing, memory, ledger, clock);
        changes =
                new RequestChanges(ledger, files, open, filing, content.payers(), () -> "https://payer.example", clock);
        inquiry = new InquireService(FHIR, identification, memory.files, new InquiryAnswers(memory, clock));
        enrol("mmm", "M1");
        enrol("cigna", "C1");
        enrol("policy-2020910", "K1");
    }

    static PasBundle lemtrada(int units) {
        return PasBundle.of("mmm", "M1").diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }

    void enrol(String payer, String number) {
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

    Bundle submit(Bundle request) {
        return parse(service.submit(bytes(request), BASE, PasEdition.R2_2));
    }

    String inquire(PasBundle request) {
        return inquiry.inquire(bytes(request.build()), PasEdition.R2_2);
    }

    String error(PasBundle request) {
        return error(request.build());
    }

    String error(Bundle request) {
        ClaimResponse response = response(submit(request));
        assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
        assertThat(response.hasItem()).isFalse();
        ClaimResponse.ErrorComponent error = response.getErrorFirstRep();
        assertThat(error.getExtensionByUrl(Pas.ERROR_PATH).getValue().primitiveValue())
                .startsWith("Bundle.entry[");
        assertThat(error.hasExtension(Pas.ERROR_FOLLOWUP_ACTION)).isTrue();
        return error.getCode().getCodingFirstRep().getCode();
    }

    static byte[] bytes(Bundle bundle) {
        return PasBundle.json(bundle).getBytes(StandardCharsets.UTF_8);
    }

    static Bundle parse(String json) {
        return MessageReader.parser(FHIR).parseResource(Bundle.class, json);
    }

    static ClaimResponse response(Bundle answer) {
        return (ClaimResponse) answer.getEntryFirstRep().getResource();
    }

    static <T extends Resource> T only(Bundle answer, Class<T> type) {
        return answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    static String action(ClaimResponse response, int item) {
        return code(review(response, item).getExtensionByUrl(Pas.REVIEW_ACTION_CODE));
    }

    static String reason(ClaimResponse response, int item) {
        return code(review(response, item).getExtensionByUrl("reasonCode"));
    }

    static Extension review(ClaimResponse response, int item) {
        return response.getItem().get(item).getAdjudicationFirstRep().getExtensionByUrl(Pas.REVIEW_ACTION);
    }

    static String code(Extension extension) {
        return ((CodeableConcept) extension.getValue()).getCodingFirstRep().getCode();
    }

    static String notes(ClaimResponse response) {
        return response.getProcessNote().stream()
                .map(ClaimResponse.NoteComponent::getText)
                .collect(Collectors.joining("\n"));
    }
}
