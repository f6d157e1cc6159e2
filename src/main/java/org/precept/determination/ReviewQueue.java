package org.precept.determination;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queues of human review, codes of CodeSystem review-queue. */
public enum ReviewQueue {
    NURSE,
    PHYSICIAN,
    CLINICIAN;

    /** The queue with the code; empty when there is none. */
    public static Optional<ReviewQueue> ofCode(@Nullable String code) {
        return Arrays.stream(values())
                .filter(queue -> queue.code().equals(code))
                .findFirst();
    }

    /** The code on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
