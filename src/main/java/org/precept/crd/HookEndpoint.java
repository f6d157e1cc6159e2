package org.precept.crd;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.precept.crd.feedback.Feedback;
import org.precept.fhir.RejectedRequest;

/** What the CDS Hooks endpoints of all editions do: every call is answered and kept. */
final class HookEndpoint {
    private static final byte[] NOTHING = {};

    private final HookService service;
    private final CallLog log;
    private final Feedback feedback;
    private final Clock clock;

    HookEndpoint(HookService service, CallLog log, Feedback feedback, Clock clock) {
        this.service = service;
        this.log = log;
        this.feedback = feedback;
        this.clock = clock;
    }

    /** The services of an edition, as JSON without the spaces that only help who edits the file (found-40). */
    static byte[] discovery(Edition edition) {
        try (InputStream in = HookEndpoint.class.getResourceAsStream(edition.discovery())) {
            if (in == null) {
                throw new IllegalStateException(edition.discovery() + " is missing");
            }
            return new ObjectMapper().readTree(in).toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(edition.discovery() + " cannot be read", e);
        }
    }

    /**
     * Answers a call of the service.
     *
     * @param body null when none came
     * @return the answer as JSON
     * @throws RejectedRequest when there is no such service or the call cannot be answered
     */
    byte[] call(Edition edition, String serviceId, byte @Nullable [] body) {
        HookKind kind = known(edition, serviceId);
        Instant received = clock.instant();
        byte[] call = body == null ? NOTHING : body;
        try {
            HookRequest request = HookRequestReader.read(call, kind, edition);
            HookAnswer answer = service.answer(request, received);
            log.answered(request, answer, received);
            return answer.body();
        } catch (RejectedRequest refusal) {
            log.refused(kind, call, refusal, received);
            throw refusal;
        } catch (RuntimeException failure) {
            try {
                log.failed(kind, call, received);
            } catch (RuntimeException unlogged) {
                failure.addSuppressed(unlogged);
            }
            throw failure;
        }
    }

    /**
     * Takes feedback on cards of the service.
     *
     * @throws RejectedRequest when there is no such service or the body is no feedback
     */
    void feedback(Edition edition, String serviceId, byte @Nullable [] body) {
        feedback.take(known(edition, serviceId).service(), body == null ? NOTHING : body);
    }

    private static HookKind known(Edition edition, String serviceId) {
        return HookKind.ofService(serviceId).filter(edition.hooks()::contains).orElseThrow(Refusals::unknownService);
    }
}
