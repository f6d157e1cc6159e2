package org.precept.crd;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.NewOrder;
import org.precept.crd.card.NewOrder.Kind;
import org.precept.policy.Payer;

/**
 * What cards are about, and what orders that they suggest need to know.
 *
 * @param payer the insurer; its name is the cards' source
 * @param orders references of the orders; empty at hooks without orders
 * @param sentence names the orders for people, ends with a space; empty where nothing needs naming (dev-24)
 * @param patient reference of the patient
 * @param encounter reference of the encounter, null when there is none
 * @param requester reference of who orders, null when nobody is known
 * @param day of the orders, else of the call
 */
record CardSubject(
        Payer payer,
        List<String> orders,
        String sentence,
        String patient,
        @Nullable String encounter,
        @Nullable String requester,
        LocalDate day) {
    CardSubject {
        orders = List.copyOf(orders);
    }

    /** The draft that can be replaced: the one order, when it is a prescription; with several it is not clear which. */
    Optional<String> replaceable() {
        return orders.size() == 1 && orders.get(0).startsWith(Kind.MEDICATION_REQUEST.type() + "/")
                ? Optional.of(orders.get(0))
                : Optional.empty();
    }

    /** A draft order for the same patient, by the same person. */
    NewOrder order(Kind kind, CodeableConcept code) {
        return new NewOrder(kind, code, patient, encounter, requester, day);
    }

    /**
     * Orders of one product.
     *
     * @param orders at least one
     * @param product the product's name for people
     * @param day of the orders
     */
    static CardSubject orders(
            HookRequest request, Payer payer, List<DraftOrder> orders, String product, LocalDate day) {
        List<String> references = orders.stream().map(DraftOrder::reference).toList();
        return new CardSubject(
                payer,
                references,
                "For the order of " + product + " (" + String.join(", ", references) + "). ",
                "Patient/" + request.patientId(),
                encounter(request),
                requester(request, orders.get(0)),
                day);
    }

    /** The encounter of a hook without orders. */
    static CardSubject encounter(HookRequest request, Payer payer, LocalDate day) {
        return new CardSubject(
                payer, List.of(), "", "Patient/" + request.patientId(), encounter(request), request.userId(), day);
    }

    private static @Nullable String requester(HookRequest request, DraftOrder order) {
        // Somebody contained in an order is nobody outside it.
        return order.facts().requesters().stream()
                .filter(requester -> !requester.startsWith("#"))
                .findFirst()
                .orElse(request.userId());
    }

    private static @Nullable String encounter(HookRequest request) {
        return request.encounterId() == null ? null : "Encounter/" + request.encounterId();
    }
}
