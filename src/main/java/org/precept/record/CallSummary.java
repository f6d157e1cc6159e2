package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A logged hook call without what was said.
 *
 * @param id of the call
 * @param receivedAt when
 * @param service service id
 * @param hookInstance as the client sent it
 * @param payer null when it was not found out
 * @param memberNumber null when it was not found out
 * @param status HTTP status answered
 */
public record CallSummary(
        CallId id,
        Instant receivedAt,
        String service,
        String hookInstance,
        @Nullable String payer,
        @Nullable String memberNumber,
        int status) {}
