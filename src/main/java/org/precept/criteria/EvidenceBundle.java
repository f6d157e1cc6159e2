package org.precept.criteria;

import java.util.List;
import org.hl7.fhir.r4.model.Patient;

/** Everything a determination may rest on. The resources must not change while it is used. */
public final class EvidenceBundle {

    private final Patient patient;
    private final List<EvidenceItem> items;
    private final EvidenceIndex index;
    private final Evaluations evaluations = new Evaluations();

    /**
     * @param patient the one Patient the CQL context sees: the member as the payer knows them
     * @param items all other resources; no Patient among them
     * @throws IllegalArgumentException when there is
     */
    public EvidenceBundle(Patient patient, List<EvidenceItem> items) {
        this.patient = patient;
        this.items = List.copyOf(items);
        this.index = new EvidenceIndex(patient, this.items);
    }

    /** The member. */
    public Patient patient() {
        return patient;
    }

    /** All other resources. */
    public List<EvidenceItem> items() {
        return items;
    }

    EvidenceIndex index() {
        return index;
    }

    Evaluations evaluations() {
        return evaluations;
    }
}
