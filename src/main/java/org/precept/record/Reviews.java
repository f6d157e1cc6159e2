package org.precept.record;

import java.util.Set;
import org.hl7.fhir.r4.model.Task;

/** Carries out what reviewers decide. */
public interface Reviews {

    /**
     * Does what the reviewer says, in one transaction: item, answer, Tasks, ledger and news change together or not at all.
     *
     * @param taskId id of the review Task, without type
     * @param taskVersion version of the Task that the reviewer saw
     * @return the file as changed
     * @throws org.precept.fhir.RejectedRequest 404 when there is no such review Task; 412 when it was changed since the
     *     reviewer saw it; 409 when it is closed already; 403 when the reviewer may not do this; 422 when it cannot be done
     */
    RequestFile review(String taskId, long taskVersion, Review review, Reviewer reviewer);

    /** What the reviewer may do about an open review Task of the file as it stands. */
    Set<ReviewKind> allowed(Task task, RequestFile file, Reviewer reviewer);
}
