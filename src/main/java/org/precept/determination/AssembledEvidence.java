package org.precept.determination;

import java.util.List;
import org.precept.criteria.EvidenceBundle;

/**
 * Evidence ready for a determination, and what was not counted.
 *
 * @param bundle what the criteria see
 * @param notes for people: what was left out and why, without patient data; each once
 */
public record AssembledEvidence(EvidenceBundle bundle, List<String> notes) {
    /** Copies the list. */
    public AssembledEvidence {
        notes = List.copyOf(notes);
    }
}
