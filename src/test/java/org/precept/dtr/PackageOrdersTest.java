package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.precept.dtr.Packages.bundles;
import static org.precept.dtr.Packages.draft;
import static org.precept.dtr.Packages.forms;
import static org.precept.dtr.Packages.outcome;
import static org.precept.dtr.Packages.references;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DeviceRequest;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.NutritionOrder;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.SupplyRequest;
import org.hl7.fhir.r4.model.VisionPrescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.ContentFile;
import org.precept.policy.PolicyContent;
import org.precept.policy.Reading;
import org.precept.support.RealContent;

/** Which forms orders and visits ask for. */
class PackageOrdersTest {
    private static final String INITIAL = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";

    private final FakePayer payer = new FakePayer();

    static List<Resource> ordersOfEveryType() {
        CodeableConcept lemtrada =
                new CodeableConcept().addCoding(new Coding(CodeSystems.HCPCS, Requests.LEMTRADA_HCPCS, null));
        return List.of(
                Requests.order(Requests.LEMTRADA_HCPCS),
                new ServiceRequest().setCode(lemtrada),
                new DeviceRequest().setCode(lemtrada),
                new Appointment().addServiceType(lemtrada));
    }

    @ParameterizedTest
    @MethodSource("ordersOfEveryType")
    void whateverNamesTheDrugIsAnOrder(Resource order) {
        order.setId(order.fhirType() + "/one");

        Parameters answer = payer.answer(Requests.and(request(), "order", order));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(contexts(answer)).containsExactly(order.fhirType() + "/one");
        assertThat(outcome(answer)).isEmpty();
    }

    @Test
    void ordersThatNoPolicySpeaksOfAreWarningsAndNoError() {
        Parameters request = request();
        for (Resource order : List.of(
                new NutritionOrder(),
                new VisionPrescription(),
                new CommunicationRequest(),
                new SupplyRequest(),
                new Encounter(),
                new Appointment())) {
            Requests.and(request, "order", order);
        }

        Parameters answer = payer.answer(request);

        assertThat(bundles(answer)).isEmpty();
        assertThat(outcome(answer)).hasSize(6);
    }

    @Test
    void aVisitIsForTheOrderItFollows() {
        Encounter encounter = new Encounter();
        encounter.setId("Encounter/visit");
        encounter.addBasedOn(new Reference("ServiceRequest/infusion"));
        encounter.getPeriod().getStartElement().setValueAsString("2026-03-20");
        ServiceRequest order = new ServiceRequest();
        order.setId("ServiceRequest/infusion");
        order.setSubject(new Reference("Patient/pat-1"));
        order.getCode().addCoding(new Coding(CodeSystems.HCPCS, Requests.LEMTRADA_HCPCS, null));

        Parameters answer =
                payer.answer(Requests.and(Requests.and(request(), "order", encounter), "referenced", order));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(contexts(answer)).containsExactly("ServiceRequest/infusion", "Encounter/visit");
        assertThat(payer.parameters.get(0).serviceDate()).isEqualTo(LocalDate.of(2026, 3, 20));
    }

    @Test
    void anAppointmentBesideItsOrderAddsItselfToTheContext() {
        Appointment appointment = new Appointment();
        appointment.setId("Appointment/booked");
        appointment.addBasedOn(alternate("MedicationRequest/order-1"));
        Parameters request = Requests.and(request(), "order", appointment);
        Requests.and(request, "order", Requests.order(Requests.LEMTRADA_HCPCS));

        Parameters answer = payer.answer(request);

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(contexts(answer)).containsExactlyInAnyOrder("Appointment/booked", "MedicationRequest/order-1");
        assertThat(outcome(answer)).isEmpty();
    }

    @Test
    void aVisitForAnotherPatientsOrderIsRefused() {
        Encounter encounter = new Encounter();
        encounter.setId("Encounter/visit");
        encounter.addBasedOn(new Reference("MedicationRequest/order-1"));
        MedicationRequest order = Requests.order(Requests.LEMTRADA_HCPCS).setSubject(new Reference("Patient/other"));
        Parameters request = Requests.and(Requests.and(request(), "order", encounter), "referenced", order);

        RejectedRequest refused = catchThrowableOfType(() -> payer.answer(request), RejectedRequest.class);

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void versionsOfOneFormGoToTheOrdersThatNeedThem() {
        addVersionOf2027();
        Parameters request = Requests.and(request(), "order", order("now", "2026-03-15"));
        Requests.and(request, "order", order("later", "2027-02-01"));

        Parameters answer = payer.answer(request);

        assertThat(bundles(answer)).hasSize(2);
        assertThat(bundles(answer)).allSatisfy(bundle -> {
            String version = ((Questionnaire) bundle.getEntryFirstRep().getResource()).getVersion();
            List<String> contexts = references(Packages.draft(bundle), Dtr.QR_CONTEXT).stream()
                    .map(Reference::getReference)
                    .toList();
            assertThat(contexts)
                    .containsExactly(version.equals("2027.0.0") ? "MedicationRequest/later" : "MedicationRequest/now");
        });
    }

    @Test
    void anotherVersionForTheSameCoverageAloneIsLeftOutAndSaidSo() {
        addVersionOf2027();
        String first = INITIAL + "|"
                + RealContent.policies().questionnaires().all().stream()
                        .filter(form -> form.canonical().url().equals(INITIAL))
                        .findFirst()
                        .orElseThrow()
                        .canonical()
                        .version();
        Parameters request = Requests.form(Requests.form(request(), first), INITIAL + "|2027.0.0");

        Parameters answer = payer.answer(request);

        assertThat(bundles(answer)).hasSize(1);
        assertThat(draft(answer).getQuestionnaire()).isEqualTo(first);
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith(INITIAL + "|2027.0.0 was left out"));
    }

    /** The same policy again from 2027 on, with a form of its own version. */
    private void addVersionOf2027() {
        List<ContentFile> files = new ArrayList<>();
        for (ContentFile file : RealContent.files()) {
            files.add(file);
            if (file.name().equals("policies/mmm-alemtuzumab/Questionnaire-initial.json")) {
                Questionnaire form = (Questionnaire) file.resource().copy();
                files.add(new ContentFile("form-2027.json", form.setVersion("2027.0.0")));
            }
            if (file.name().equals("policies/mmm-alemtuzumab/PlanDefinition.json")) {
                PlanDefinition until = (PlanDefinition) file.resource().copy();
                until.getEffectivePeriod().getEndElement().setValueAsString("2026-12-31");
                files.set(files.size() - 1, new ContentFile(file.name(), until));
                PlanDefinition from = (PlanDefinition) file.resource().copy();
                from.setVersion("2027.0.0")
                        .getEffectivePeriod()
                        .getStartElement()
                        .setValueAsString("2027-01-01");
                from.getAction().get(0).setDefinition(new CanonicalType(INITIAL + "|2027.0.0"));
                files.add(new ContentFile("plan-2027.json", from));
            }
        }
        payer.files = files;
        payer.policies = ((Reading.Read<PolicyContent>) PolicyContent.read(files)).value();
    }

    private static MedicationRequest order(String id, String day) {
        MedicationRequest order = Requests.order(Requests.LEMTRADA_HCPCS);
        order.setId("MedicationRequest/" + id);
        order.getDispenseRequest().getValidityPeriod().getStartElement().setValueAsString(day);
        return order;
    }

    private static Reference alternate(String target) {
        Reference reference = new Reference();
        reference.addExtension("http://hl7.org/fhir/StructureDefinition/alternate-reference", new Reference(target));
        return reference;
    }

    private static List<String> contexts(Parameters answer) {
        return references(draft(answer), Dtr.QR_CONTEXT).stream()
                .map(Reference::getReference)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Parameters request() {
        return Requests.with(Requests.coverage("mmm", FakePayer.NUMBER));
    }
}
