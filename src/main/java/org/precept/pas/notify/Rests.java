package org.precept.pas.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * What failed here and rests before it is tried again, longer after each failure. Only this process remembers: another one,
 * whose database or code may be sound, tries at once.
 */
final class Rests {

    /** What fails here is mended here, so nobody's news waits long afterwards. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final IntFunction<Duration> pauses;
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    /** @param pauses how long to rest after so many failures in a row; a minute at most */
    Rests(IntFunction<Duration> pauses) {
        this.pauses = pauses;
    }

    private record Rest(int failures, Instant until) {}

    boolean isResting(String what, Instant now) {
        Rest rest = resting.get(what);
        return rest != null && now.isBefore(rest.until());
    }

    /** It failed (again). @return how long it rests */
    Duration failed(String what, Instant now) {
        Rest before = resting.get(what);
        int failures = before == null ? 1 : before.failures() + 1;
        Duration asked = pauses.apply(failures);
        Duration pause = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        resting.put(what, new Rest(failures, now.plus(pause)));
        return pause;
    }

    void succeeded(String what) {
        resting.remove(what);
    }
}
