package org.precept.crd;

import java.util.List;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/**
 * One order that a call is about; an appointment that follows no order stands for itself.
 *
 * @param number position among the orders of the call, from 1
 * @param received as received and read
 * @param facts what it says
 * @param carriers the resources that carry what is said about it: itself, and appointments that follow it
 * @param notFound references of orders that it is based on and that are not at hand; empty for orders
 */
record DraftOrder(int number, Received received, OrderFacts facts, List<Received> carriers, List<String> notFound) {
    DraftOrder {
        carriers = List.copyOf(carriers);
        notFound = List.copyOf(notFound);
    }

    /** An order that carries what is said about it by itself. */
    static DraftOrder alone(int number, Received received, OrderFacts facts) {
        return new DraftOrder(number, received, facts, List.of(received), List.of());
    }

    /** How the client names it: {@code Type/id}. */
    String reference() {
        return received.text().local();
    }

    /** What it is, for people: order or appointment. */
    String noun() {
        return received.text().type().equals("Appointment") ? "appointment" : "order";
    }

    /** Its procedure codes (HCPCS and CPT), each once, under one system URI. */
    List<CodingKey> procedureCodes() {
        return facts.codings().stream()
                .flatMap(coding -> CodingKey.of(coding).stream())
                .filter(key ->
                        key.system().equals(CodeSystems.HCPCS) || key.system().equals(CodeSystems.CPT))
                .distinct()
                .toList();
    }
}
