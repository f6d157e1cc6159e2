package org.precept.determination;

import java.util.Locale;

/** Queues of human review, codes of CodeSystem review-queue. */
public enum ReviewQueue {
    NURSE,
    PHYSICIAN,
    CLINICIAN;

    /** The code on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
