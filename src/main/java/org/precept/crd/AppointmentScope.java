package org.precept.crd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.crd.HookContext.Appointments;
import org.precept.crd.text.ResourceText;
import org.precept.determination.OrderFacts;

/**
 * Appointments and the orders they are based on. What is said about an order stands on the order and on its appointments;
 * an appointment without an order stands for itself.
 */
final class AppointmentScope implements Scope {
    private static final String ALTERNATE = "http://hl7.org/fhir/StructureDefinition/alternate-reference";

    private final List<Received> appointments = new ArrayList<>();
    private final String patientId;
    private final ReceivedResources resources;

    AppointmentScope(Appointments context, String patientId, FhirReader reader, ReceivedResources resources) {
        this.patientId = patientId;
        this.resources = resources;
        for (ResourceText text : context.appointments()) {
            Received received = new Received(text, reader.read(text));
            if (received.resource() instanceof Appointment) {
                appointments.add(checked(received));
            } else {
                resources.add(received);
            }
        }
        if (appointments.isEmpty()) {
            throw Refusals.missing(
                    "context.appointments.entry", "None of its resources is an Appointment: send at least one.");
        }
    }

    private Received checked(Received received) {
        OrderCheck.identified(received.text(), "An Appointment");
        String patient = OrderFacts.of((DomainResource) received.resource(), resources::find)
                .subject();
        if (ReceivedResources.local(patient)
                .filter(local -> !local.equals("Patient/" + patientId))
                .isPresent()) {
            throw Refusals.badRequest(
                    IssueType.INVALID,
                    received.text().path() + ".participant.actor",
                    "The Appointment is for another patient than context.patientId. Call once for each patient.");
        }
        return received;
    }

    @Override
    public List<Received> subjects() {
        List<Received> subjects = new ArrayList<>(appointments);
        wanted().stream().map(this::order).flatMap(Optional::stream).forEach(subjects::add);
        return subjects;
    }

    @Override
    public List<String> wanted() {
        return appointments.stream()
                .flatMap(appointment -> basis(appointment).stream())
                .distinct()
                .toList();
    }

    @Override
    public List<DraftOrder> orders(Gathering call) {
        Map<String, List<Received>> booked = new LinkedHashMap<>();
        Map<Received, List<String>> without = new LinkedHashMap<>();
        for (Received appointment : appointments) {
            List<String> basis = basis(appointment);
            List<String> notFound = basis.stream()
                    .filter(reference -> order(reference).isEmpty())
                    .toList();
            if (basis.isEmpty() || !notFound.isEmpty()) {
                without.put(appointment, notFound);
            }
            basis.stream()
                    .filter(reference -> !notFound.contains(reference))
                    .forEach(reference -> booked.computeIfAbsent(reference, any -> new ArrayList<>())
                            .add(appointment));
        }
        List<DraftOrder> orders = new ArrayList<>();
        booked.forEach((reference, following) -> orders.add(booked(orders.size() + 1, reference, following)));
        without.forEach((appointment, notFound) -> orders.add(
                new DraftOrder(orders.size() + 1, appointment, facts(appointment), List.of(appointment), notFound)));
        return orders;
    }

    /** The order, wanted on the first day that was booked for it. */
    private DraftOrder booked(int number, String reference, List<Received> following) {
        Received order = OrderCheck.checked(order(reference).orElseThrow(), patientId);
        @Nullable
        LocalDate first = following.stream()
                .map(appointment -> facts(appointment).serviceDate())
                .filter(Objects::nonNull)
                .sorted()
                .findFirst()
                .orElse(null);
        List<Received> carriers = new ArrayList<>(List.of(order));
        carriers.addAll(following);
        OrderFacts facts = facts(order);
        return new DraftOrder(number, order, first == null ? facts : facts.scheduled(first), carriers, List.of());
    }

    private OrderFacts facts(Received received) {
        return OrderFacts.of((DomainResource) received.resource(), resources::find);
    }

    private Optional<Received> order(String reference) {
        return resources
                .received(reference)
                .filter(received -> OrderFacts.isOrder(received.text().type()));
    }

    /** References of the orders, {@code Type/id}: basedOn names ServiceRequests, its extension orders of other types. */
    private static List<String> basis(Received appointment) {
        List<String> basis = new ArrayList<>();
        for (Reference reference : ((Appointment) appointment.resource()).getBasedOn()) {
            ReceivedResources.local(reference.getReference()).ifPresent(basis::add);
            for (Extension alternate : reference.getExtensionsByUrl(ALTERNATE)) {
                if (alternate.getValue() instanceof Reference other) {
                    ReceivedResources.local(other.getReference()).ifPresent(basis::add);
                }
            }
        }
        return basis.stream().distinct().toList();
    }
}
