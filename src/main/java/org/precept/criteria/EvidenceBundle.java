package org.precept.criteria;

import java.util.List;
import org.hl7.fhir.r4.model.Patient;

/**
 * Everything a determination may rest on.
 *
 * @param patient the one Patient the CQL context sees: the member as the payer knows them
 * @param items all other resources; no Patient among them
 */
public record EvidenceBundle(Patient patient, List<EvidenceItem> items) {
    /** Copies the list. */
    public EvidenceBundle {
        items = List.copyOf(items);
    }
}
