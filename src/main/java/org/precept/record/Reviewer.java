package org.precept.record;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;

/**
 * A person who decides on requests.
 *
 * @param name user name
 * @param roles the queues they may work in
 * @param npi national provider identifier; null when they have none
 * @param specialty NUCC code of their specialty; null when not known
 */
public record Reviewer(
        String name,
        Set<ReviewQueue> roles,
        @Nullable String npi,
        @Nullable String specialty) {
    /** Copies the roles. */
    public Reviewer {
        roles = Set.copyOf(roles);
    }
}
