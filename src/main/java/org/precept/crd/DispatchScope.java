package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.crd.HookContext.Dispatch;
import org.precept.determination.OrderFacts;

/** Orders that go to a performer. They are named only, and found in the prefetch or on the client's server. */
final class DispatchScope implements Scope {
    private static final Set<String> FOLLOWED = Set.of(
            "Medication",
            "Device",
            "Practitioner",
            "PractitionerRole",
            "Organization",
            "Location",
            "HealthcareService",
            "CareTeam");

    private final Dispatch dispatch;
    private final String patientId;
    private final ReceivedResources resources;

    DispatchScope(Dispatch dispatch, String patientId, FhirReader reader, ReceivedResources resources) {
        this.dispatch = dispatch;
        this.patientId = patientId;
        this.resources = resources;
        dispatch.tasks().forEach(task -> resources.add(new Received(task, reader.read(task))));
    }

    @Override
    public List<Received> subjects() {
        return dispatch.orders().stream()
                .map(this::order)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<String> wanted() {
        List<String> wanted = new ArrayList<>(dispatch.orders());
        wanted.add(dispatch.performer());
        return wanted;
    }

    @Override
    public Set<String> followed() {
        return FOLLOWED;
    }

    @Override
    public List<DraftOrder> orders(Gathering call) {
        SiteOfCare sites = new SiteOfCare(resources, dispatch);
        List<DraftOrder> orders = new ArrayList<>();
        for (Received received : subjects()) {
            OrderCheck.checked(received, patientId);
            OrderFacts facts = OrderFacts.of((DomainResource) received.resource(), resources::find);
            OrderFacts dispatched = facts.dispatched(dispatch.performer(), sites.of(received, facts));
            orders.add(DraftOrder.alone(orders.size() + 1, received, dispatched));
        }
        if (orders.isEmpty() && dispatch.orders().stream().noneMatch(order -> call.couldNotRead(type(order)))) {
            throw notFound(call);
        }
        return orders;
    }

    @Override
    public List<String> unread() {
        return dispatch.orders().stream()
                .filter(reference -> order(reference).isEmpty())
                .toList();
    }

    private Optional<Received> order(String reference) {
        return OrderFacts.isOrder(type(reference)) ? resources.received(reference) : Optional.empty();
    }

    private static String type(String reference) {
        return reference.substring(0, reference.indexOf('/'));
    }

    private static RuntimeException notFound(Gathering call) {
        if (!call.canQuery()) {
            return Refusals.preconditionFailed(
                    "prefetch",
                    "The prefetch has none of the dispatched orders, and the FHIR server of the call cannot be queried:"
                            + " send the prefetch of GET /cds-services, or fhirServer and fhirAuthorization of a server"
                            + " that is allowed here.");
        }
        return Refusals.badRequest(
                IssueType.NOTFOUND,
                "context.dispatchedOrders",
                "None of the dispatched orders is in the prefetch or on the FHIR server of the call.");
    }
}
