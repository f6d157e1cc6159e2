package org.precept.crd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The CDS Hooks endpoint: discovery, services and feedback. */
@RestController
@RequestMapping("/cds-services")
class CdsServices {
    private static final String DISCOVERY = "/crd/cds-services.json";
    private static final byte[] NOTHING = {};

    private final OrderSign orderSign;
    private final CallLog log;
    private final Feedback feedback;
    private final Clock clock;
    private final byte[] discovery;

    CdsServices(OrderSign orderSign, CallLog log, Feedback feedback, Clock clock) {
        this.orderSign = orderSign;
        this.log = log;
        this.feedback = feedback;
        this.clock = clock;
        try (InputStream in = CdsServices.class.getResourceAsStream(DISCOVERY)) {
            if (in == null) {
                throw new IllegalStateException(DISCOVERY + " is missing");
            }
            this.discovery = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(DISCOVERY + " cannot be read", e);
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] discovery() {
        return discovery;
    }

    @PostMapping("/{service}")
    ResponseEntity<byte[]> call(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        requireKnown(service);
        Instant received = clock.instant();
        byte[] call = body == null ? NOTHING : body;
        try {
            HookRequest request = HookRequestReader.read(call, OrderSign.HOOK);
            HookAnswer answer = orderSign.answer(request, received);
            log.answered(request, answer, received);
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer.body());
        } catch (RejectedRequest refusal) {
            log.refused(call, refusal, received);
            throw refusal;
        } catch (RuntimeException failure) {
            try {
                log.failed(call, received);
            } catch (RuntimeException unlogged) {
                failure.addSuppressed(unlogged);
            }
            throw failure;
        }
    }

    @PostMapping("/{service}/feedback")
    ResponseEntity<Void> feedback(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        requireKnown(service);
        feedback.count(body == null ? NOTHING : body);
        return ResponseEntity.ok().build();
    }

    private static void requireKnown(String service) {
        if (!service.equals(OrderSign.SERVICE)) {
            throw Refusals.unknownService();
        }
    }
}
