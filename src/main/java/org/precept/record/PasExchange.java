package org.precept.record;

import java.time.Instant;

/**
 * A message about a request for prior authorization and its answer, for the metrics.
 *
 * @param kind what was exchanged
 * @param requestTime when it began
 * @param responseTime when its answer was there
 * @param status HTTP status; 0 when there was none
 * @param request JSON as it was sent
 * @param response JSON as it was answered, empty when there was nothing
 */
public record PasExchange(
        Kind kind, Instant requestTime, Instant responseTime, int status, byte[] request, byte[] response) {

    /** What was exchanged. */
    public enum Kind {
        /** {@code Claim/$submit}. */
        SUBMIT,
        /** {@code Claim/$inquire}. */
        INQUIRE,
        /** {@code $submit-attachment}. */
        ATTACHMENT,
        /** A notification that we sent. */
        NOTIFICATION
    }
}
