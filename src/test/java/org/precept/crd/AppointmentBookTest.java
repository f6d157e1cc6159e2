package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

class AppointmentBookTest {
    private static final String ON_SERVICE = "\"basedOn\":[{\"reference\":\"ServiceRequest/o1\"}],";
    private static final String ON_MEDICATION = """
            "basedOn":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/alternate-reference",\
            "valueReference":{"reference":"http://ehr.example/fhir/MedicationRequest/o1"}}]}],""";

    private final FakePayer payer = new FakePayer();

    @Test
    void theOrderAndItsAppointmentsCarryTheStatement() {
        String first = Calls.appointment("a1", "2026-05-04", ON_SERVICE);
        String second = Calls.appointment("a2", "2026-05-05", ON_SERVICE);

        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("serviceRequests", Calls.bundle(Calls.infusion("o1")))
                .book(second, first));

        assertThat(answer.json().path("systemActions").findValuesAsText("resourceType"))
                .containsExactly("ServiceRequest", "Appointment", "Appointment");
        for (int action = 0; action < 3; action++) {
            assertThat(answer.said(action, "pa-needed")).containsExactly("auth-needed");
            assertThat(answer.said(action, "coverage-assertion-id")).isEqualTo(answer.said("coverage-assertion-id"));
        }
        assertThat(payer.asked.get(0).serviceDate()).isEqualTo(LocalDate.of(2026, 5, 4));
        assertThat(payer.asked.get(0).quantity()).isEqualByComparingTo("60");
        assertThat(new String(answer.answer().body(), UTF_8))
                .contains(first.substring(0, first.length() - 1) + ",\"extension\":[{")
                .contains(second.substring(0, second.length() - 1) + ",\"extension\":[{");
        assertThat(answer.answer().contexts().get(0).requests()).hasSize(1);
        assertThat(answer.answer().determinations()).hasSize(1);
    }

    @Test
    void otherOrdersAreFoundThroughTheExtension() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));

        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch("medicationRequests", Calls.bundle(Calls.lemtrada("o1")))
                .book(Calls.appointment("a1", "2026-05-04", ON_MEDICATION)));

        assertThat(answer.json().path("systemActions").findValuesAsText("resourceType"))
                .containsExactly("MedicationRequest", "Appointment");
        assertThat(answer.said(1, "satisfied-pa-id")).containsExactly("PA-7");
    }

    @Test
    void theDayIsTheAppointments() {
        payer.approve("PA-7", "lemtrada", "60", LocalDate.of(2026, 2, 1));

        Answered late = payer.answer(Calls.of("mmm")
                .prefetch("medicationRequests", Calls.bundle(Calls.lemtrada("o1")))
                .book(Calls.appointment("a1", "2027-02-01", ON_MEDICATION)));

        assertThat(late.said("pa-needed")).containsExactly("auth-needed");
    }

    @Test
    void anAppointmentOnTwoOrdersCarriesBothStatements() {
        String both = "\"basedOn\":[{\"reference\":\"ServiceRequest/o1\"},{\"reference\":\"ServiceRequest/o2\"}],";

        Answered answer = payer.answer(Calls.of("mmm")
                .prefetch(
                        "serviceRequests",
                        Calls.bundle(Calls.infusion("o1"), Calls.infusion("o2").replace("J0202", "J9999")))
                .book(Calls.appointment("a1", "2026-05-04", both)));

        assertThat(answer.json().path("systemActions")).hasSize(3);
        assertThat(answer.statements(1)).hasSize(2);
        Answered again = payer.answer(Calls.of("mmm")
                .prefetch(
                        "serviceRequests",
                        Calls.bundle(
                                answer.json().at("/systemActions/0/resource").toString(),
                                answer.json().at("/systemActions/2/resource").toString()))
                .book(answer.json().at("/systemActions/1/resource").toString()));
        assertThat(again.json().path("systemActions")).isEmpty();
    }

    @Test
    void anAppointmentWithoutAnOrderIsAnsweredHonestly() {
        String visit = "\"serviceType\":[{\"coding\":[{\"system\":"
                + "\"http://terminology.hl7.org/CodeSystem/service-type\",\"code\":\"124\"}]}],";

        Answered answer = payer.answer(Calls.of("mmm")
                .book(Calls.appointment("a1", "2026-05-04", visit), Calls.appointment("a2", "2026-05-05", "")));

        assertThat(answer.json().path("systemActions").findValuesAsText("resourceType"))
                .containsExactly("Appointment", "Appointment");
        for (int action = 0; action < 2; action++) {
            assertThat(answer.said(action, "covered")).containsExactly("indeterminate");
            assertThat(answer.said(action, "reason").get(0)).contains("follows no order");
        }
    }

    @Test
    void anOrderThatIsNotAtHandIsNamed() {
        Answered notSent = payer.answer(Calls.of("mmm").book(Calls.appointment("a1", "2026-05-04", ON_SERVICE)));
        Answered down = payer.answer(Calls.of("mmm")
                .ehr("http://127.0.0.1:1/fhir", "t")
                .book(Calls.appointment("a1", "2026-05-04", ON_SERVICE)));

        assertThat(notSent.said("covered")).containsExactly("indeterminate");
        assertThat(notSent.said("reason").get(0)).contains("ServiceRequest/o1").doesNotContain("\"technical\"");
        assertThat(down.said("reason").get(0)).contains("ServiceRequest/o1", "\"technical\"");
    }

    @Test
    void aCancelledAppointmentIsUnderstood() {
        Answered answer = payer.answer(
                Calls.of("mmm").book(Calls.appointment("a1", "2026-05-04", "").replace("proposed", "cancelled")));

        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("reason").get(0)).contains("appointment is not to be performed");
    }

    @Test
    void refusesWhatCannotBeAnswered() {
        String appointment = Calls.appointment("a1", "2026-05-04", "");
        assertThat(refused(Calls.of("mmm").book())).isEqualTo("context.appointments.entry");
        assertThat(refused(Calls.of("mmm").book(Calls.lemtrada("o1")))).isEqualTo("context.appointments.entry");
        assertThat(refused(Calls.of("mmm").book(appointment.replace("\"id\":\"a1\",", ""))))
                .isEqualTo("context.appointments.entry[0].resource.id");
        assertThat(refused(Calls.of("mmm").book(appointment.replace("Patient/p1", "Patient/p2"))))
                .isEqualTo("context.appointments.entry[0].resource.participant.actor");
        assertThat(refused(Calls.of("mmm").book(appointment).context("\"appointments\":" + appointment)))
                .isEqualTo("context.appointments.resourceType");
        assertThat(refused(Calls.of("mmm").book(appointment).context("\"x\":1")))
                .isEqualTo("context.appointments");
    }

    private String refused(Calls call) {
        RejectedRequest refused = catchThrowableOfType(() -> payer.answer(call), RejectedRequest.class);
        assertThat(List.of(400)).contains(refused.status());
        return refused.outcome().getIssueFirstRep().getExpression().get(0).getValue();
    }
}
