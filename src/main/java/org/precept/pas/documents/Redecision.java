package org.precept.pas.documents;

/** Decides a request again on what has arrived for one of its items. */
interface Redecision {

    /**
     * Takes all that has arrived for the request and decides its pended items on it, in one transaction.
     *
     * @param trace trace number of one of its items; of an unknown one the arrivals are dropped
     */
    void decide(String trace);
}
