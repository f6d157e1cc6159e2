package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about a request for prior authorization and its answer, for the metrics.
 *
 * @param kind what was exchanged
 * @param requestTime when it began
 * @param responseTime when its answer was there
 * @param status HTTP status; 0 when there was none
 * @param request JSON as it was sent
 * @param response JSON as it was answered, empty when there was nothing
 * @param fileId id of the file of the request that a notification is about; null for what was asked of us
 */
public record PasExchange(
        Kind kind,
        Instant requestTime,
        Instant responseTime,
        int status,
        byte[] request,
        byte[] response,
        @Nullable String fileId) {

    /** An exchange that says itself what it is about. */
    public PasExchange(
            Kind kind, Instant requestTime, Instant responseTime, int status, byte[] request, byte[] response) {
        this(kind, requestTime, responseTime, status, request, response, null);
    }

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
