package org.precept.server.store;

import java.util.List;
import org.precept.record.Member;

/**
 * A member as read, and how to tell whether that is still so.
 *
 * @param member as read; shared between requests, never changed
 * @param patient database id of the Patient
 * @param referenced logical ids of what the record refers to, found or not
 * @param stamp of all of it, taken before it was read: a change meanwhile shows at the next look
 */
record Snapshot(Member member, long patient, List<String> referenced, Stamp stamp) {

    /** About what it takes up, in resources. */
    int weight() {
        return 1 + member.coverages().size() + member.record().size();
    }
}
