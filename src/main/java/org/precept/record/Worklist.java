package org.precept.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;

/** The Tasks of reviewers. */
public interface Worklist {

    /** Open Tasks that fit, the most urgent first. */
    List<Task> open(Wanted wanted);

    /** The current version of a review Task, open or closed, by id without type; its version is in {@code meta.versionId}. */
    Optional<Task> find(String id);

    /**
     * What to look for.
     *
     * @param queues at least one
     * @param owner user name of who has it; empty: nobody has it; null: whoever
     * @param dueBefore only what is due before; null for whatever
     * @param dueFrom only what is due then or later; null for whatever
     * @param skip how many to leave out at the beginning
     * @param most how many at most
     */
    record Wanted(
            Set<ReviewQueue> queues,
            @Nullable String owner,
            @Nullable Instant dueBefore,
            @Nullable Instant dueFrom,
            int skip,
            int most) {
        /** Copies the queues; refuses none. */
        public Wanted {
            queues = Set.copyOf(queues);
            if (queues.isEmpty()) {
                throw new IllegalArgumentException("queues is required");
            }
        }
    }
}
