package org.precept.crd.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.precept.crd.metrics.AnswerMeasures.Coverage;
import org.precept.crd.metrics.AnswerMeasures.Request;
import org.precept.crd.metrics.AnswerMeasures.Response;

/**
 * Counters and timers of the hooks. Labels take values of our own content and of the guide only: services, payers, topics,
 * codes, HTTP status.
 *
 * <ul>
 *   <li>{@code precept.crd.calls}: calls and how long they took, by service, payer and status; buckets at the guide's 5 s
 *       and 10 s among others (found-2)
 *   <li>{@code precept.crd.coverage}: statements on coverage, by service, payer, covered, pa-needed and doc-needed
 *   <li>{@code precept.crd.cards}: cards, by service and topic
 *   <li>{@code precept.crd.tokens}: what became of access tokens, by service
 * </ul>
 */
public final class CallMeters {
    private static final String NONE = "none";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;

    /** Meters of the registry. */
    public CallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Counts a call.
     *
     * @param service id of a service that exists
     * @param took how long it took, storing it included
     */
    public void count(String service, CallMeasures call, Duration took) {
        Timer.builder("precept.crd.calls")
                .tag("service", service)
                .tag("payer", or(call.payer()))
                .tag("status", Integer.toString(call.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(took);
        meters.counter(
                        "precept.crd.tokens",
                        "service",
                        service,
                        "use",
                        call.answer().tokenUse().code())
                .increment();
        call.answer().requests().forEach(request -> coverage(service, call.payer(), request));
        call.answer().requests().stream()
                .flatMap(request -> request.responses().stream())
                .filter(response -> response.card() > 0)
                // A card about several requests is listed with each of them.
                .filter(distinctCards())
                .forEach(card -> meters.counter("precept.crd.cards", "service", service, "topic", card.topic())
                        .increment());
    }

    private void coverage(String service, @Nullable String payer, Request request) {
        for (Response response : request.responses()) {
            Coverage coverage = response.coverage();
            if (coverage != null) {
                meters.counter(
                                "precept.crd.coverage",
                                "service",
                                service,
                                "payer",
                                or(payer),
                                "covered",
                                coverage.covered(),
                                "pa_needed",
                                or(coverage.paNeeded()),
                                "doc_needed",
                                or(coverage.docNeeded()))
                        .increment();
            }
        }
    }

    private static Predicate<Response> distinctCards() {
        Set<Integer> seen = new HashSet<>();
        return response -> seen.add(response.card());
    }

    private static String or(@Nullable String value) {
        return value == null ? NONE : value;
    }
}
