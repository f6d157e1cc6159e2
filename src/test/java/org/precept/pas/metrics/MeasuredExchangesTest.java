package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.precept.record.CallId;
import org.precept.record.PasExchange;
import org.precept.record.PasMetrics;

/** What waits to be measured is bounded. */
class MeasuredExchangesTest {

    private static final int LARGEST_BODY = 5_000_000;
    private static final int MANY = 50;

    private final AtomicInteger kept = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeasuredExchanges exchanges =
            new MeasuredExchanges(new Counting(), exchange -> Optional.empty(), meters);

    @Test
    void largeBodiesDoNotFillTheMemoryWhileNobodyWritesThem() {
        for (int i = 0; i < MANY; i++) {
            exchanges.exchanged(of(new byte[LARGEST_BODY]));
        }

        assertThat(meters.counter("precept.pas.metrics.lost").count()).isEqualTo(MANY - 6.0);
    }

    @Test
    void whatWasMeasuredMakesRoomAgain() {
        int bodies = 6;
        byte[] large = "{}".concat(" ".repeat(LARGEST_BODY)).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bodies; i++) {
            exchanges.exchanged(of(large));
        }
        exchanges.start();
        await(bodies);

        for (int i = 0; i < bodies; i++) {
            exchanges.exchanged(of(large));
        }
        exchanges.close();

        assertThat(kept).hasValue(2 * bodies);
        assertThat(meters.counter("precept.pas.metrics.lost").count()).isZero();
    }

    private void await(int count) {
        Instant latest = Instant.now().plusSeconds(20);
        while (exchanges.waits() || kept.get() < count) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.onSpinWait();
        }
    }

    private static PasExchange of(byte[] body) {
        Instant now = Instant.EPOCH;
        return new PasExchange(PasExchange.Kind.SUBMIT, now, now, 400, body, new byte[0]);
    }

    private final class Counting implements PasMetrics {
        @Override
        public void keep(List<Measured> measured) {
            kept.addAndGet(measured.size());
        }

        @Override
        public List<Measured> measured(CallId after, Instant until, int most) {
            return List.of();
        }
    }
}
