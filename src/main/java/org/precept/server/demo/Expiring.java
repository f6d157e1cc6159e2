package org.precept.server.demo;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values that are kept for a while under names nobody can guess: launches, codes, tokens. When there are too many the
 * oldest go first. Thread-safe.
 */
final class Expiring<T> {

    private static final int MOST = 1000;
    private static final int NAME_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept<T>> values = new LinkedHashMap<>();
    private final Duration lifetime;
    private final Clock clock;

    Expiring(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Keeps a value. @return its name, 43 characters that need no encoding in a URL */
    synchronized String keep(T value) {
        removeOld();
        byte[] bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        values.put(name, new Kept<>(value, clock.instant().plus(lifetime)));
        return name;
    }

    /** The value, unless its time is over or it was taken. */
    synchronized Optional<T> find(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(kept -> clock.instant().isBefore(kept.until))
                .map(Kept::value);
    }

    /** The value, once. */
    synchronized Optional<T> take(String name) {
        Optional<T> value = find(name);
        values.remove(name);
        return value;
    }

    Duration lifetime() {
        return lifetime;
    }

    private void removeOld() {
        Instant now = clock.instant();
        Iterator<Kept<T>> oldestFirst = values.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean over = !now.isBefore(oldestFirst.next().until);
            if (!over && values.size() < MOST) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private record Kept<T>(T value, Instant until) {}
}
