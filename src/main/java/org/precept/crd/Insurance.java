package org.precept.crd;

import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.precept.policy.Payer;

/**
 * Whose coverage the orders are under.
 *
 * @param coverage as the client knows it
 * @param reference how the client names it, {@code Coverage/id}
 * @param payer who covers
 * @param memberNumbers what may be the member number, the likeliest first
 */
record Insurance(Coverage coverage, String reference, Payer payer, List<String> memberNumbers) {}
