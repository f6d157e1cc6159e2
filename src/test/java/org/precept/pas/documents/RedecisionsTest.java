package org.precept.pas.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.record.Arrival;
import org.precept.record.Documents;
import org.precept.record.TraceDocument;
import org.precept.support.MovingClock;

/** Nothing that arrived is given up, however often deciding fails. */
class RedecisionsTest {

    private final Waiting documents = new Waiting();
    private final Set<String> broken = new HashSet<>();
    private final List<String> decided = new ArrayList<>();
    private final MovingClock clock = new MovingClock("2026-11-16T10:00:00Z");

    private final Redecisions redecisions = new Redecisions(documents, this::decide, clock);

    @Test
    void decidesOnWhatJustArrived() {
        documents.arrive("TR1", clock.instant().plusSeconds(10));

        assertThat(redecisions.now(List.of("TR1"))).isTrue();

        assertThat(decided).containsExactly("TR1");
        assertThat(documents.waiting).isEmpty();
    }

    @Test
    void takesUpWhatAProcessLeftWhenItEnded() {
        documents.arrive("TR1", clock.instant().plusSeconds(10));

        assertThat(redecisions.overdue()).isFalse();
        clock.move(Duration.ofSeconds(11));

        assertThat(redecisions.overdue()).isTrue();
        assertThat(decided).containsExactly("TR1");
    }

    @Test
    void triesAgainEverLaterAndAtLeastEveryHour() {
        documents.arrive("TR1", clock.instant());
        broken.add("TR1");
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            assertThat(redecisions.overdue()).isTrue();
            Duration pause = Duration.between(clock.instant(), documents.notBefore.get("TR1"));
            pauses.add(pause);
            clock.move(pause);
        }

        assertThat(pauses).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(pauses).endsWith(Duration.ofHours(1));
        broken.clear();
        assertThat(redecisions.overdue()).isTrue();
        assertThat(decided).containsExactly("TR1");
    }

    @Test
    void oneFailureDoesNotHoldUpTheOthers() {
        documents.arrive("TR1", clock.instant());
        documents.arrive("TR2", clock.instant());
        broken.add("TR1");

        assertThat(redecisions.now(List.of("TR1", "TR2"))).isFalse();

        assertThat(decided).containsExactly("TR2");
        assertThat(documents.waiting).containsOnlyKeys("TR1");
    }

    private void decide(String trace) {
        if (broken.contains(trace)) {
            throw new IllegalStateException("the database is away");
        }
        decided.add(trace);
        documents.waiting.remove(trace);
    }

    /** Arrivals in memory. */
    private static final class Waiting implements Documents {
        private final Map<String, Arrival> waiting = new LinkedHashMap<>();
        private final Map<String, Instant> notBefore = new LinkedHashMap<>();

        void arrive(String trace, Instant from) {
            arrived(new Arrival(0, trace, "DocumentReference/d", "Patient/p", null, false, from, 0), from);
        }

        @Override
        public void arrived(Arrival arrival, Instant from) {
            waiting.put(arrival.trace(), arrival);
            notBefore.put(arrival.trace(), from);
        }

        @Override
        public List<Arrival> due(Instant now, int most) {
            return waiting.values().stream()
                    .filter(arrival -> !notBefore.get(arrival.trace()).isAfter(now))
                    .limit(most)
                    .toList();
        }

        @Override
        public List<Arrival> waiting(Collection<String> traces) {
            return waiting.values().stream()
                    .filter(arrival -> traces.contains(arrival.trace()))
                    .toList();
        }

        @Override
        public void taken(Collection<Arrival> belonging, Collection<Arrival> others) {
            throw new UnsupportedOperationException("nobody takes anything here");
        }

        @Override
        public void failed(String trace, Instant from) {
            Arrival before = waiting.get(trace);
            arrived(
                    new Arrival(
                            before.id(),
                            trace,
                            before.document(),
                            before.subject(),
                            before.code(),
                            before.last(),
                            before.at(),
                            before.attempts() + 1),
                    from);
        }

        @Override
        public long stuck() {
            return waiting.values().stream()
                    .filter(arrival -> arrival.attempts() > 0)
                    .count();
        }

        @Override
        public List<TraceDocument> of(Collection<String> traces) {
            return List.of();
        }
    }
}
