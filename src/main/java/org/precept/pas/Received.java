package org.precept.pas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.precept.policy.Payer;
import org.precept.record.Member;

/**
 * A request that arrived.
 *
 * @param member as on file when it is decided
 * @param appealOf id of the file whose denial it appeals; null when it is no appeal
 * @param at when it arrived
 * @param base this server's FHIR base URL, where the questionnaires are to be had; empty when nobody is asked for one
 */
record Received(
        PasRequest request,
        Member member,
        Payer payer,
        @Nullable String appealOf,
        Instant at,
        String base) {}
