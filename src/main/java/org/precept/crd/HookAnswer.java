package org.precept.crd;

import java.util.List;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.jspecify.annotations.Nullable;
import org.precept.crd.metrics.AnswerMeasures;
import org.precept.record.CallId;
import org.precept.record.RequestContext;

/**
 * The answer to a hook call and what is kept with it.
 *
 * @param call the call that is answered
 * @param body JSON as sent
 * @param payer null when it could not be told
 * @param memberNumber null when the member is not known
 * @param contexts the assertion made, if any
 * @param determinations one per order under a policy
 * @param measures what is measured of it
 */
record HookAnswer(
        CallId call,
        byte[] body,
        @Nullable String payer,
        @Nullable String memberNumber,
        List<RequestContext> contexts,
        List<GuidanceResponse> determinations,
        AnswerMeasures measures) {}
