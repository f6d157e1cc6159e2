package org.precept.server.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which GuidanceResponses of this process are still to be written, in memory: what lets a reader wait for them and the
 * writer sleep until there are some.
 */
final class PendingGuidance {

    /** Whether each entry is committed; an entry that is written before that is known leaves at once. */
    private final Map<String, Boolean> ids = new HashMap<>();

    private int readers;
    private long additions;

    /** Entries about to be committed. */
    synchronized void expect(Collection<String> expected) {
        expected.forEach(id -> ids.put(id, false));
    }

    /** Entries that are committed: readers wait for them from now on. */
    synchronized void added(Collection<String> committed) {
        committed.forEach(id -> ids.replace(id, true));
        additions++;
        notifyAll();
    }

    /** Entries that are written, or will not be. */
    synchronized void done(Collection<String> finished) {
        finished.forEach(ids::remove);
        notifyAll();
    }

    /** The committed entries. */
    synchronized Set<String> committed() {
        Set<String> committed = new HashSet<>();
        ids.forEach((id, isCommitted) -> {
            if (isCommitted) {
                committed.add(id);
            }
        });
        return committed;
    }

    /** Changes with every addition. */
    synchronized long additions() {
        return additions;
    }

    /** Waits until something was added since {@code seen}, or the time has passed. */
    synchronized void awaitAddition(long seen, Duration atMost) throws InterruptedException {
        if (additions == seen) {
            wait(atMost.toMillis());
        }
    }

    /** Waits for a reader, or until the time has passed. */
    synchronized void awaitReader(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); readers == 0 && left > 0; left = millisUntil(end)) {
            wait(left);
        }
    }

    /**
     * Waits until everything pending now is written.
     *
     * @return false when it was not within the time
     */
    synchronized boolean awaitWritten(Duration atMost) throws InterruptedException {
        Set<String> awaited = committed();
        if (awaited.isEmpty()) {
            return true;
        }
        long end = System.nanoTime() + atMost.toNanos();
        readers++;
        notifyAll();
        try {
            for (long left = atMost.toMillis(); left > 0; left = millisUntil(end)) {
                wait(left);
                awaited.retainAll(ids.keySet());
                if (awaited.isEmpty()) {
                    return true;
                }
            }
            return false;
        } finally {
            readers--;
        }
    }

    private static long millisUntil(long end) {
        return (end - System.nanoTime()) / 1_000_000;
    }
}
