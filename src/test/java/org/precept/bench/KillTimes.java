package org.precept.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Where the time of a round goes. */
final class KillTimes {

    private static final String START = "start";

    private final Map<String, Long> all = new LinkedHashMap<>();
    private final Map<String, Long> round = new LinkedHashMap<>();
    private Duration start = Duration.ofSeconds(20);

    /** Does something and counts its time. */
    <T> T measure(String what, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        try {
            return work.call();
        } finally {
            add(what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
    }

    /** A server was ready after so long. */
    void started(Duration ready) {
        start = ready;
        add(START, ready.toMillis());
    }

    /** How long the last start took. */
    Duration start() {
        return start;
    }

    private void add(String what, long millis) {
        all.merge(what, millis, Long::sum);
        round.merge(what, millis, Long::sum);
    }

    /** Times of this round; the next one begins. */
    String round() {
        String text = text(round, 1);
        round.clear();
        return text;
    }

    /** Means of so many rounds. The audit is part of the start. */
    String mean(int rounds) {
        return text(all, rounds);
    }

    private static String text(Map<String, Long> millis, int rounds) {
        return millis.entrySet().stream()
                .map(each -> String.format("%s %.1f s", each.getKey(), each.getValue() / 1000.0 / rounds))
                .collect(Collectors.joining(", "));
    }
}
