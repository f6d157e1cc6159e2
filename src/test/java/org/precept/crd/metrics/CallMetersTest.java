package org.precept.crd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.precept.crd.metrics.AnswerMeasures.Coverage;
import org.precept.crd.metrics.AnswerMeasures.Name;
import org.precept.crd.metrics.AnswerMeasures.Request;
import org.precept.crd.metrics.AnswerMeasures.Response;
import org.precept.crd.metrics.AnswerMeasures.TokenUse;

class CallMetersTest {

    private static final String SERVICE = "order-sign-crd";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallMeters meters = new CallMeters(registry);

    @Test
    void callsStatementsAndCardsAreCounted() {
        meters.count(SERVICE, call("mmm", 200, answer("auth-needed")), Duration.ofMillis(8));
        meters.count(SERVICE, call("mmm", 200, answer(null)), Duration.ofMillis(12));
        meters.count(SERVICE, call(null, 400, AnswerMeasures.NONE), Duration.ofMillis(1));

        assertThat(registry.get("precept.crd.calls")
                        .tags("service", SERVICE, "payer", "mmm", "status", "200")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(20);
        assertThat(registry.get("precept.crd.calls")
                        .tags("payer", "none", "status", "400")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("precept.crd.coverage")
                        .tags("payer", "mmm", "covered", "covered", "pa_needed", "auth-needed", "doc_needed", "none")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("precept.crd.coverage")
                        .tags("pa_needed", "none")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("precept.crd.tokens")
                        .tags("use", "not-used")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCardAboutTwoRequestsIsOneCard() {
        meters.count(SERVICE, call("mmm", 200, answer("auth-needed")), Duration.ofMillis(8));

        assertThat(registry.get("precept.crd.cards")
                        .tags("service", SERVICE, "topic", "guideline")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static CallMeasures call(String payer, int status, AnswerMeasures answer) {
        return new CallMeasures("instance", "order-sign", payer, NOW, NOW, status, List.of(), answer);
    }

    private static AnswerMeasures answer(String paNeeded) {
        Coverage coverage = new Coverage("covered", paNeeded, null, null, null, false, "a", null, null);
        Request request = new Request(
                "MedicationRequest",
                List.of(),
                List.of(
                        new Response("coverage-info", 0, List.of(), coverage),
                        new Response("guideline", 1, List.of(), null)));
        return new AnswerMeasures(Name.UNKNOWN, Name.UNKNOWN, TokenUse.USED, List.of(), List.of(request, request));
    }
}
