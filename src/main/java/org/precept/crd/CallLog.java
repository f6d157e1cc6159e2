package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.crd.metrics.AnswerMeasures;
import org.precept.crd.metrics.CallMeasures;
import org.precept.crd.metrics.CallMeters;
import org.precept.crd.text.TokenRemoval;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CallId;
import org.precept.record.HookCall;
import org.precept.record.HookLog;

/**
 * Keeps every call with its answer and its measures, refused ones too (found-37), and counts it. The access token is taken
 * out before.
 */
final class CallLog {
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final HookLog log;
    private final FhirContext fhir;
    private final CallMeters meters;
    private final Clock clock;

    CallLog(HookLog log, FhirContext fhir, CallMeters meters, Clock clock) {
        this.log = log;
        this.fhir = fhir;
        this.meters = meters;
        this.clock = clock;
    }

    /** An answered call. */
    void answered(HookRequest request, HookAnswer answer, Instant received) {
        CallMeasures measures = new CallMeasures(
                request.hookInstance(),
                request.kind().hook(),
                answer.payer(),
                received,
                clock.instant(),
                OK,
                List.of(),
                answer.measures());
        HookCall call = new HookCall(
                answer.call(),
                request.hookInstance(),
                request.kind().service(),
                answer.payer(),
                answer.memberNumber(),
                received,
                OK,
                request.withoutToken(),
                answer.body(),
                measures.json(),
                answer.contexts(),
                answer.determinations());
        keep(call, measures);
    }

    /** A refused call. */
    void refused(HookKind kind, byte[] body, RejectedRequest refusal, Instant received) {
        OperationOutcome outcome = refusal.outcome();
        List<String> issues = outcome.getIssue().stream()
                .map(issue -> issue.getCode().toCode())
                .toList();
        byte[] answer = fhir.newJsonParser().encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8);
        unanswered(kind, body, refusal.status(), issues, answer, received);
    }

    /** A call that failed here. */
    void failed(HookKind kind, byte[] body, Instant received) {
        unanswered(kind, body, SERVER_ERROR, List.of(IssueType.EXCEPTION.toCode()), new byte[0], received);
    }

    private void unanswered(
            HookKind kind, byte[] body, int status, List<String> issues, byte[] answer, Instant received) {
        String instance = HookRequestReader.instance(body);
        CallMeasures measures = new CallMeasures(
                instance, kind.hook(), null, received, clock.instant(), status, issues, AnswerMeasures.NONE);
        HookCall call = new HookCall(
                CallId.of(received),
                instance,
                kind.service(),
                null,
                null,
                received,
                status,
                TokenRemoval.from(body),
                answer,
                measures.json(),
                List.of(),
                List.of());
        keep(call, measures);
    }

    private void keep(HookCall call, CallMeasures measures) {
        log.keep(call);
        meters.count(call.service(), measures, Duration.between(call.receivedAt(), clock.instant()));
    }
}
