package org.precept.crd;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.crd.text.ResourceText;

/** What every order must have so that it can be answered. */
final class OrderCheck {
    private OrderCheck() {}

    /**
     * The order itself when it has an id and is for the patient.
     *
     * @throws org.precept.fhir.RejectedRequest 400 naming the element
     */
    static Received checked(Received order, String patientId) {
        ResourceText text = order.text();
        identified(text, "An order");
        String element = Subjects.element(order.resource()).orElse(null);
        if (element == null && !text.type().equals("CommunicationRequest")) {
            throw Refusals.missing(text.path() + ".subject", "Say whom the order is for.");
        }
        if (Subjects.another(order.resource(), patientId)) {
            throw Refusals.badRequest(
                    IssueType.INVALID,
                    text.path() + "." + element,
                    "The order is for another patient than context.patientId. Call once for each patient.");
        }
        return order;
    }

    /** Refuses what has no id; {@code what} is for people. */
    static void identified(ResourceText text, String what) {
        if (text.id() == null) {
            throw Refusals.missing(text.path() + ".id", what + " needs an id, so that it can be updated.");
        }
    }
}
