package org.precept.record;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.jspecify.annotations.Nullable;

/**
 * A hook call and its answer, kept for disputes.
 *
 * @param id of the call
 * @param hookInstance of the call
 * @param service service id
 * @param payer null when it was not found out
 * @param memberNumber null when it was not found out
 * @param receivedAt when
 * @param status HTTP status answered
 * @param request body as received, with the access token removed
 * @param response body as sent
 * @param contexts coverage assertions made in it
 * @param measures what was measured of it: CRDMetricData of CRD 2.2.1 as JSON, with the number of a card in place of what
 *     users did with it
 * @param determinations records of its determinations, one per order that a policy covers
 */
public record HookCall(
        CallId id,
        String hookInstance,
        String service,
        @Nullable String payer,
        @Nullable String memberNumber,
        Instant receivedAt,
        int status,
        byte[] request,
        byte[] response,
        String measures,
        List<RequestContext> contexts,
        List<GuidanceResponse> determinations) {}
