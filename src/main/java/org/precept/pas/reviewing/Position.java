package org.precept.pas.reviewing;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;

/**
 * Where an item waits.
 *
 * @param queue whose turn it is
 * @param owner user name of the reviewer who has it; null when nobody has
 * @param deniedBy user names of those who denied what this request appeals; empty when it is no appeal
 */
record Position(ReviewQueue queue, @Nullable String owner, Set<String> deniedBy) {
    Position {
        deniedBy = Set.copyOf(deniedBy);
    }
}
