package org.precept.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;

/**
 * Orders of one product, being signed, that seem to need nobody's request to be approved. They are one request: their
 * units count together.
 *
 * @param payer identifier value of the payer
 * @param memberNumber member number with that payer
 * @param hookInstance the call in which they are signed
 * @param clientServer base URL of the client's FHIR server, null when it was not given
 * @param patient as the client knows them, with the client's id
 * @param coverage as the client knows it
 * @param requestDate the day the orders are of
 * @param orders at least one, in the order of the call, under the names that the call gives them
 * @param evidence everything else that came with the call or was read for it about the patient, practitioners included
 * @param signedAt when the call came
 */
public record SignedOrders(
        String payer,
        String memberNumber,
        String hookInstance,
        @Nullable String clientServer,
        Patient patient,
        Coverage coverage,
        LocalDate requestDate,
        List<EvidenceItem> orders,
        List<EvidenceItem> evidence,
        Instant signedAt) {

    /** Copies the lists. */
    public SignedOrders {
        orders = List.copyOf(orders);
        evidence = List.copyOf(evidence);
    }
}
