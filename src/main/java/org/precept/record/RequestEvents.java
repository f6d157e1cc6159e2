package org.precept.record;

/** Tells those who subscribed that an answer changed. */
public interface RequestEvents {

    /**
     * Keeps the news in the running transaction, to be delivered after it: the answer of a request was changed by
     * something else than its sender's own call (that call's answer says so itself).
     *
     * @param file as changed
     * @param answer the PAS response Bundle as it is now, as JSON
     */
    void answerChanged(RequestFile file, String answer);
}
