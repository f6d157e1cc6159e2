package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.support.MovingClock;

/** Codes and tokens end by themselves. */
class ExpiringTest {

    private final MovingClock clock = new MovingClock("2026-11-22T02:00:00Z");
    private final Expiring<String> values = new Expiring<>(Duration.ofSeconds(60), clock);

    @Test
    void aValueIsThereUntilItsTimeIsOver() {
        String name = values.keep("a code");

        clock.move(Duration.ofSeconds(59));
        assertThat(values.find(name)).contains("a code");
        clock.move(Duration.ofSeconds(1));
        assertThat(values.find(name)).isEmpty();
        assertThat(values.take(name)).isEmpty();
    }

    @Test
    void aValueIsTakenOnce() {
        String name = values.keep("a code");

        assertThat(values.take(name)).contains("a code");
        assertThat(values.take(name)).isEmpty();
    }

    @Test
    void namesCannotBeGuessedFromEachOther() {
        assertThat(values.keep("one")).hasSize(43).isNotEqualTo(values.keep("one"));
    }

    @Test
    void tooManyPushTheOldestOut() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            names.add(values.keep("value " + i));
        }

        assertThat(values.find(names.get(0))).isEmpty();
        assertThat(values.find(names.get(1))).contains("value 1");
        assertThat(values.find(names.get(1000))).contains("value 1000");
    }
}
