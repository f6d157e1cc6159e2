package org.precept.server.clients;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that were used and have not expired, so that none is used twice. Each server process remembers its own:
 * where several share a database, a token could be used once at each of them until it expires.
 */
final class SeenTokens {

    private final int most;
    private final Map<Key, Instant> expiries = new ConcurrentHashMap<>();

    /** @param most so many are remembered; beyond that nothing is accepted until some have expired */
    SeenTokens(int most) {
        this.most = most;
    }

    /** What came of an attempt to use a token. */
    enum Use {
        /** It had not been used. */
        FIRST,
        /** It has been used before. */
        AGAIN,
        /** Too many tokens are in use to remember another. */
        FULL
    }

    /**
     * Marks a token as used.
     *
     * @param until when it expires, skew included
     */
    Use use(String issuer, String id, Instant until, Instant now) {
        if (expiries.size() >= most) {
            expiries.values().removeIf(now::isAfter);
            if (expiries.size() >= most) {
                return Use.FULL;
            }
        }
        return expiries.putIfAbsent(new Key(issuer, id), until) == null ? Use.FIRST : Use.AGAIN;
    }

    private record Key(String issuer, String id) {}
}
