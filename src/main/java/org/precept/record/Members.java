package org.precept.record;

import java.util.Optional;

/** Finds members by number, with their stored record. */
public interface Members {

    /**
     * The member, as stored now; empty when no Patient carries the number, and when more than one does. What it returns
     * is shared between requests: copy a resource before changing it.
     *
     * @param payer identifier value of the payer, e.g. {@code mmm}
     * @param number member number (Coverage.subscriberId, Patient identifier of type MB in system
     *     {@code https://precept.example/member/<payer>})
     */
    Optional<Member> find(String payer, String number);
}
