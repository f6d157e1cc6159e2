package org.precept.pas.replay;

/** Makes drafts of policies ready for evaluation, beside the content that decides. */
public interface PolicyDrafts {

    /**
     * Reads a draft. One at a time: close it when done.
     *
     * @param body a Bundle with the PlanDefinition and what differs from the content: Libraries with their CQL, ValueSets,
     *     Questionnaires
     * @throws org.precept.fhir.RejectedRequest 400 or 422 when it cannot be used, with every problem and its place; 503
     *     while another one is in use
     */
    Draft read(byte[] body);

    /** A draft in use. */
    interface Draft extends AutoCloseable {

        /** Evaluates the draft. */
        PolicyEvaluation evaluation();

        /** Ends its threads and lets the next draft in. */
        @Override
        void close();
    }
}
