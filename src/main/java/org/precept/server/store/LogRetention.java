package org.precept.server.store;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long logged hook calls are kept, prefix {@code precept.crd.log}.
 *
 * @param retention since the call. Ten years unless configured: Medicare Advantage organizations and Medicaid managed
 *     care plans keep their records for ten years (42 CFR 422.504(d), 438.3(u)), HIPAA asks for six (45 CFR 164.316(b)).
 */
@ConfigurationProperties("precept.crd.log")
record LogRetention(@DefaultValue("P10Y") Period retention) {

    /** Approvals run for a year, and what was said of one must be found until the last claim under it has come. */
    private static final Period ASSERTIONS = Period.ofYears(2);

    /**
     * Checks it.
     *
     * @throws StartRefusedException when it is less than a day
     */
    LogRetention {
        Instant start = Instant.EPOCH;
        if (!start.isBefore(start.atOffset(ZoneOffset.UTC).plus(retention).toInstant())) {
            throw new StartRefusedException(
                    "precept.crd.log.retention is " + retention + ", which keeps nothing.",
                    "Set it to a period of at least a day, for example P10Y.");
        }
    }

    /** Calls before this time, and the feedback on their cards, have been kept long enough. */
    Instant calls(Instant now) {
        return before(now, retention);
    }

    /** Assertions before this time have been kept long enough: at least two years however short the retention is. */
    Instant assertions(Instant now) {
        Instant calls = calls(now);
        Instant needed = before(now, ASSERTIONS);
        return calls.isBefore(needed) ? calls : needed;
    }

    private static Instant before(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
