package org.precept.record;

import java.time.Instant;
import java.util.List;

/** Keeps what was measured of exchanges. */
public interface PasMetrics {

    /** Keeps them; their ids order them by time. */
    void keep(List<Measured> exchanges);

    /** Those after one and before a time, the earliest first. */
    List<Measured> measured(CallId after, Instant until, int most);

    /**
     * What was measured of one exchange.
     *
     * @param id begins with the time of the exchange
     * @param measures PASMetricData as JSON
     */
    record Measured(CallId id, String measures) {}
}
