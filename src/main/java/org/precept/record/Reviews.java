package org.precept.record;

/** Carries out what reviewers decide. */
public interface Reviews {

    /**
     * Does what the reviewer says, in one transaction: item, answer, Tasks, ledger and news change together or not at all.
     *
     * @param taskId id of the review Task, without type
     * @param taskVersion version of the Task that the reviewer saw
     * @return the file as changed
     * @throws org.precept.fhir.RejectedRequest 404 when there is no such review Task; 409 when somebody changed it since,
     *     or the item is no longer pended; 403 when the reviewer's roles do not allow it; 422 when it cannot be done
     */
    RequestFile review(String taskId, long taskVersion, Review review, Reviewer reviewer);
}
