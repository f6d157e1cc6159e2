package org.precept.pas.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.precept.record.NewsQueue;
import org.precept.support.MovingClock;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What fails here is tried again after a while, and said once each time. */
@ExtendWith(OutputCaptureExtension.class)
class DispatcherTest {

    private final MovingClock clock = new MovingClock("2026-11-22T08:00:00Z");
    private final FailingQueue queue = new FailingQueue();
    private final NotificationSettings settings = new NotificationSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            12,
            Duration.ofSeconds(30),
            Period.ofDays(30),
            4,
            20);
    private final Endpoint endpoint = new Endpoint(settings.timeLimit());
    private final Dispatcher dispatcher = dispatcher();

    @AfterEach
    void stop() {
        dispatcher.stop();
    }

    @Test
    void aTurnThatCannotBeCompletedRestsLongerEachTime(CapturedOutput output) {
        begin();
        queue.awaitLooks(5);
        assertThat(queue.taken).hasValue(1);

        after(Duration.ofSeconds(2), 2);
        after(Duration.ofSeconds(3), 2);
        after(Duration.ofSeconds(1), 3);

        assertThat(lines(output)).hasSize(3).allMatch(line -> line.contains("IllegalStateException"));
        assertThat(output.getAll()).contains("PT2S", "PT4S", "PT8S").doesNotContain("Jane Doe");
    }

    @Test
    void othersHaveTheirTurnsMeanwhile() {
        queue.due = List.of("failing", "fine");

        begin();
        queue.awaitLooks(5);

        assertThat(queue.taken).hasValue(1);
        assertThat(queue.fine.get()).isGreaterThan(1);
    }

    @Test
    void anOutboxThatCannotBeReadRestsToo(CapturedOutput output) {
        queue.readable = false;
        queue.due = List.of();
        begin();
        queue.awaitWaits(5);
        assertThat(queue.looks).hasValue(1);

        queue.readable = true;
        clock.move(Duration.ofSeconds(2));
        queue.awaitLooks(3);

        assertThat(lines(output)).singleElement().asString().contains("could not be handed out");
        assertThat(output.getAll()).doesNotContain("Jane Doe");
    }

    private void after(Duration time, int taken) {
        clock.move(time);
        Waiting.until(() -> queue.taken.get() >= taken);
        queue.awaitLooks(queue.looks.get() + 5);
        assertThat(queue.taken).hasValue(taken);
    }

    private void begin() {
        dispatcher.start();
        dispatcher.begin();
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("ERROR"))
                .filter(line -> line.contains("trying again"))
                .toList();
    }

    private Dispatcher dispatcher() {
        Owners owners = new Owners(new Submitters(Map.of(), null));
        Turns turns = new Turns(
                owners,
                new SubscriptionReader(FhirContext.forR4Cached(), owners, Duration.ofSeconds(30)),
                new NotificationWriter(() -> "http://localhost"),
                endpoint,
                settings,
                exchange -> {},
                new SimpleMeterRegistry(),
                clock);
        return new Dispatcher(queue, turns, endpoint, settings, clock);
    }

    /** Wakes at once whenever somebody says so, and looks fifty times a second otherwise. */
    private static final class FailingQueue implements NewsQueue {
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger fine = new AtomicInteger();
        private volatile List<String> due = List.of("failing");
        private volatile boolean readable = true;
        private volatile boolean woken;

        @Override
        public void await(Duration atMost) throws InterruptedException {
            if (!woken) {
                Thread.sleep(20);
            }
            woken = false;
            waits.incrementAndGet();
        }

        @Override
        public void wake() {
            woken = true;
        }

        @Override
        public int handOut(int most) {
            looks.incrementAndGet();
            if (!readable) {
                throw new IllegalStateException("Jane Doe cannot be read");
            }
            return 0;
        }

        @Override
        public List<String> due(Instant now) {
            return due;
        }

        @Override
        public boolean take(String id, Instant now, Function<Turn, TurnEnd> work) {
            if (id.equals("fine")) {
                fine.incrementAndGet();
                return false;
            }
            taken.incrementAndGet();
            throw new IllegalStateException("Jane Doe cannot be notified");
        }

        @Override
        public boolean forget(Instant before) {
            return false;
        }

        void awaitLooks(int count) {
            Waiting.until(() -> looks.get() >= count);
        }

        void awaitWaits(int count) {
            Waiting.until(() -> waits.get() >= count);
        }
    }
}
