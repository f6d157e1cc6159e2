package org.precept.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Who did what about which item, and when. Entries are never changed. */
public interface ReviewLog {

    /** Keeps an entry in the running transaction. */
    void add(Entry entry);

    /** The entries of a request, the oldest first. */
    List<Entry> ofFile(String fileId);

    /**
     * What a reviewer did.
     *
     * @param fileId of the request
     * @param taskId of the review Task, without type
     * @param item Claim.item.sequence
     * @param reviewer user name
     * @param kind what was done
     * @param at when
     * @param details what was said, by the names of {@code $decide}
     */
    record Entry(
            String fileId,
            String taskId,
            int item,
            String reviewer,
            ReviewKind kind,
            Instant at,
            Map<String, String> details) {
        /** Copies the details. */
        public Entry {
            details = Map.copyOf(details);
        }
    }
}
