package org.precept.crd;

import java.util.List;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/**
 * One order to be signed.
 *
 * @param number position among the orders of the call, from 1
 * @param received as received and read
 * @param facts what it says
 */
record DraftOrder(int number, Received received, OrderFacts facts) {

    /** How the client names it: {@code Type/id}. */
    String reference() {
        return received.text().local();
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
