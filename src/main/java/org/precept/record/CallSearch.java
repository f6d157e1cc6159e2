package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which hook calls are looked for; what is null does not restrict.
 *
 * @param hookInstance of the call
 * @param assertion a coverage-assertion-id given in the call
 * @param member member number of the call
 * @param payer payer of the call
 * @param from received then or later
 * @param to received before
 * @param before earlier than this call: the page after the one that ended with it
 * @param most how many at most
 */
public record CallSearch(
        @Nullable String hookInstance,
        @Nullable String assertion,
        @Nullable String member,
        @Nullable String payer,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable CallId before,
        int most) {}
