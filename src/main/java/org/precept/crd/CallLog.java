package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CallId;
import org.precept.record.HookCall;
import org.precept.record.HookLog;

/** Keeps every call with its answer, refused ones too (found-37). The access token is taken out before. */
final class CallLog {
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final HookLog log;
    private final FhirContext fhir;

    CallLog(HookLog log, FhirContext fhir) {
        this.log = log;
        this.fhir = fhir;
    }

    /** An answered call. */
    void answered(HookRequest request, HookAnswer answer, Instant received) {
        log.keep(new HookCall(
                answer.call(),
                request.hookInstance(),
                request.kind().service(),
                answer.payer(),
                answer.memberNumber(),
                received,
                OK,
                request.withoutToken(),
                answer.body(),
                answer.contexts(),
                answer.determinations()));
    }

    /** A refused call. */
    void refused(HookKind kind, byte[] body, RejectedRequest refusal, Instant received) {
        String outcome = fhir.newJsonParser().encodeResourceToString(refusal.outcome());
        unanswered(kind, body, refusal.status(), outcome.getBytes(StandardCharsets.UTF_8), received);
    }

    /** A call that failed here. */
    void failed(HookKind kind, byte[] body, Instant received) {
        unanswered(kind, body, SERVER_ERROR, new byte[0], received);
    }

    private void unanswered(HookKind kind, byte[] body, int status, byte[] answer, Instant received) {
        log.keep(new HookCall(
                CallId.of(received),
                HookRequestReader.instance(body),
                kind.service(),
                null,
                null,
                received,
                status,
                TokenRemoval.from(body),
                answer,
                List.of(),
                List.of()));
    }
}
