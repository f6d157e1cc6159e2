package org.precept.server.store;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long PASMetricData is kept, prefix {@code precept.pas.metrics}.
 *
 * @param retention since the exchange; ten years unless configured, as of hook calls ({@link LogRetention})
 */
@ConfigurationProperties("precept.pas.metrics")
record PasMetricsRetention(@DefaultValue("P10Y") Period retention) {

    /**
     * Checks it.
     *
     * @throws StartRefusedException when it is less than a day
     */
    PasMetricsRetention {
        if (!before(Instant.EPOCH, retention).isBefore(Instant.EPOCH)) {
            throw new StartRefusedException(
                    "precept.pas.metrics.retention is " + retention + ", which keeps nothing.",
                    "Set it to a period of at least a day, for example P10Y.");
        }
    }

    /** Exchanges before this time have been kept long enough. */
    Instant before(Instant now) {
        return before(now, retention);
    }

    private static Instant before(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
