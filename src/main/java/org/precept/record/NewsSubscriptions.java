package org.precept.record;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who subscribed to news. */
public interface NewsSubscriptions {

    /**
     * Adds a subscription of version 1; news that comes from now on is kept for it.
     *
     * @param most how many its owner may have with it, however many are added at the same time
     * @return false when the owner has as many already; nothing is added then
     */
    boolean add(NewsSubscription subscription, int most);

    /** The subscription with the id. */
    Optional<NewsSubscription> find(String id);

    /** Those of an owner, oldest first. */
    List<NewsSubscription> of(String owner);

    /**
     * Replaces a subscription by its next version; what failed before is forgotten.
     *
     * @return false when the stored version is not the one before
     */
    boolean replace(NewsSubscription subscription);

    /** Deletes a subscription with all that is kept for it; false when there is none. */
    boolean remove(String id);

    /** How far the news of a subscription has come; empty when there is no such subscription. */
    Optional<Progress> progress(String id);

    /**
     * Events of a subscription, delivered or not, in order.
     *
     * @param from number of the first, inclusive
     * @param until number of the last, inclusive
     * @param most how many, the first ones
     */
    List<NewsEvent> events(String id, long from, long until, int most);

    /**
     * How far the news of a subscription has come.
     *
     * @param events number of its last event, delivered or not; 0 when there has been none
     * @param delivered number of the last event that arrived
     * @param failures how often sending has failed since it last succeeded
     * @param failure what went wrong the last time; null when nothing did since
     */
    record Progress(
            long events,
            long delivered,
            int failures,
            @Nullable String failure) {}
}
