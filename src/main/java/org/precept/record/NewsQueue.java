package org.precept.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.precept.record.NewsSubscription.Status;
import org.precept.record.NewsSubscriptions.Progress;

/**
 * News on its way to those who subscribed. Any number of server processes may work on one database: events are handed out
 * by one at a time, and one at a time sends to a subscription.
 */
public interface NewsQueue {

    /** Waits until something may have come since this method last returned, or the time has passed. For one thread. */
    void await(Duration atMost) throws InterruptedException;

    /** Wakes the thread that waits. */
    void wake();

    /**
     * Gives events their numbers in the subscriptions they are for, in the order they were kept: those of one request get
     * ascending numbers.
     *
     * @return how many events were looked at; fewer than {@code most} when there are no more
     */
    int handOut(int most);

    /** Ids of the subscriptions that have something to send or to end now, those that wait longest first. */
    List<String> due(Instant now);

    /**
     * Takes the turn of a subscription, keeps other processes from it until the work has ended, and stores how it ended. When
     * the process is killed meanwhile nothing is stored, and the same turn comes again.
     *
     * @param work sends; what it throws leaves everything as it was
     * @return false when it is another's turn, or nothing is due (any more)
     */
    boolean take(String id, Instant now, Function<Turn, TurnEnd> work);

    /**
     * Deletes some events that were kept long enough, and what subscriptions that are gone left behind.
     *
     * @return false when there was nothing to delete
     */
    boolean forget(Instant before);

    /**
     * What there is to send.
     *
     * @param subscription to which
     * @param progress so far; without failures that an earlier version of the subscription had
     * @param next the first event that has not arrived; null when all have
     */
    record Turn(
            NewsSubscription subscription,
            Progress progress,
            @Nullable NewsEvent next) {}

    /**
     * How a turn ended.
     *
     * @param status of the subscription from now on; not stored when its owner changed it meanwhile
     * @param delivered number of the last event that arrived
     * @param failures how often sending has failed since it last succeeded
     * @param failure what went wrong, without data of members and without addresses; null when nothing did
     * @param changedAt when the turn ended
     * @param notBefore when there may be a next turn
     * @param heartbeatAt when a heartbeat is due if there is nothing else to send; null: never
     */
    record TurnEnd(
            Status status,
            long delivered,
            int failures,
            @Nullable String failure,
            Instant changedAt,
            Instant notBefore,
            @Nullable Instant heartbeatAt) {}
}
