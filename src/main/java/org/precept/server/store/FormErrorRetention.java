package org.precept.server.store;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long and how many reports about forms are kept, prefix {@code precept.dtr.errors}.
 *
 * @param retention since a report was received last
 * @param most different reports
 */
@ConfigurationProperties("precept.dtr.errors")
record FormErrorRetention(
        @DefaultValue("P180D") Period retention,
        @DefaultValue("20000") long most) {

    /**
     * Checks it.
     *
     * @throws StartRefusedException when it keeps nothing
     */
    FormErrorRetention {
        Instant start = Instant.EPOCH;
        if (most < 1
                || !start.isBefore(
                        start.atOffset(ZoneOffset.UTC).plus(retention).toInstant())) {
            throw new StartRefusedException(
                    "precept.dtr.errors keeps nothing: retention " + retention + ", most " + most + ".",
                    "Set precept.dtr.errors.retention to a period of at least a day, for example P180D, and"
                            + " precept.dtr.errors.most to at least 1.");
        }
    }

    /** Reports received last before this time have been kept long enough. */
    Instant before(Instant now) {
        return now.atOffset(ZoneOffset.UTC).minus(retention).toInstant();
    }
}
