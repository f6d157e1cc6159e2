package org.precept.crd;

import java.util.List;
import java.util.Set;
import org.precept.crd.HookContext.Appointments;
import org.precept.crd.HookContext.Dispatch;
import org.precept.crd.HookContext.Orders;
import org.precept.crd.HookContext.Selection;

/** What the answer to one call is about. One scope per call; each kind of context has its own. */
interface Scope {
    /** Resources that are read from the client's server when what a call is about refers to them. */
    Set<String> FOLLOWED = Set.of("Medication", "Device", "Practitioner", "PractitionerRole", "Organization");

    /**
     * The scope of a call.
     *
     * @param resources where what else stands in the context goes, and where the prefetch will be found
     * @throws org.precept.fhir.RejectedRequest 400 when the context holds nothing that can be answered
     */
    static Scope of(HookRequest request, FhirReader reader, ReceivedResources resources) {
        HookContext context = request.context();
        if (context instanceof Orders orders) {
            return new DraftScope(orders.drafts(), request.patientId(), reader, resources);
        }
        if (context instanceof Selection selection) {
            return new DraftScope(selection, request.patientId(), reader, resources);
        }
        if (context instanceof Dispatch dispatch) {
            return new DispatchScope(dispatch, request.patientId(), reader, resources);
        }
        if (context instanceof Appointments appointments) {
            return new AppointmentScope(appointments, request.patientId(), reader, resources);
        }
        return new EncounterScope();
    }

    /** What the answer is about, and other drafts, as far as they are at hand. Each goes by {@code Type/id}. */
    List<Received> subjects();

    /** References that the context has instead of the resources. */
    default List<String> wanted() {
        return List.of();
    }

    /** Types of resources worth reading when the subjects, or roles, refer to them. */
    default Set<String> followed() {
        return FOLLOWED;
    }

    /**
     * What the answer is about, with what it says, once everything that could be read is at hand.
     *
     * @throws org.precept.fhir.RejectedRequest when there is nothing to answer
     */
    List<DraftOrder> orders(Gathering call);

    /** References of the context whose resources are not at hand, so that nothing can be said about them. */
    default List<String> unread() {
        return List.of();
    }
}
