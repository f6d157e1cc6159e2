package org.precept.record;

import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;

/** Keeps what was found wrong with a stored resource, as DetectedIssues on the payer's server. */
public interface DetectedIssues {

    /**
     * Replaces what was found in a resource; joins the running transaction. Issues are told apart by their first
     * identifier: one found again keeps its id.
     *
     * @param reference {@code Type/id} of the resource, which every issue implicates
     * @param code system and code of the kind of issue; others about the resource stay
     * @param found all of this kind that hold now; may be empty
     */
    void replace(String reference, Kind code, List<DetectedIssue> found);

    /** A kind of issue. */
    record Kind(String system, String code) {}
}
