package org.precept.pas.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notifications are sent, prefix {@code precept.pas.notifications}.
 *
 * @param timeLimit how long an endpoint may take to answer; a Subscription may ask for less
 * @param firstRetry how long to wait after the first failure; doubled after each further one
 * @param longestRetry the longest wait
 * @param attempts failures in a row after which a Subscription goes to status error
 * @param shortestHeartbeat the shortest heartbeat period that a Subscription may ask for
 * @param retention how long events are kept for {@code $events} and for Subscriptions in status error
 * @param senders how many endpoints are waited for at the same time; each holds a database connection
 * @param most how many Subscriptions one owner may have
 */
@ConfigurationProperties("precept.pas.notifications")
record NotificationSettings(
        @DefaultValue("10s") Duration timeLimit,
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("10m") Duration longestRetry,
        @DefaultValue("12") int attempts,
        @DefaultValue("30s") Duration shortestHeartbeat,
        @DefaultValue("P30D") Period retention,
        @DefaultValue("4") int senders,
        @DefaultValue("20") int most) {

    private static final int MOST_SENDERS = 16;

    /** Checks. @throws IllegalArgumentException when nothing could be sent this way */
    NotificationSettings {
        if (isNone(timeLimit) || isNone(firstRetry) || isNone(longestRetry) || isNone(shortestHeartbeat)) {
            throw new IllegalArgumentException("The times of precept.pas.notifications must be longer than zero");
        }
        if (attempts < 1 || most < 1 || senders < 1 || senders > MOST_SENDERS) {
            throw new IllegalArgumentException(
                    "precept.pas.notifications: attempts and most must be at least 1, senders from 1 to "
                            + MOST_SENDERS);
        }
        if (!before(retention, Instant.EPOCH).isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("precept.pas.notifications.retention must be at least a day, e.g. P30D");
        }
    }

    /** How long to wait after so many failures in a row. */
    Duration pause(int failures) {
        long doubled = firstRetry.toMillis() << Math.min(20, Math.max(0, failures - 1));
        return doubled <= 0 || doubled > longestRetry.toMillis() ? longestRetry : Duration.ofMillis(doubled);
    }

    /** Events that occurred before this time have been kept long enough. */
    Instant keptSince(Instant now) {
        return before(retention, now);
    }

    private static Instant before(Period period, Instant now) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }

    private static boolean isNone(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }
}
