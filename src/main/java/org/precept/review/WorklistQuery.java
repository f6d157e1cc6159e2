package org.precept.review;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.Reviewer;
import org.precept.record.Worklist.Wanted;

/**
 * Parameters of {@code GET /review/Task}, as they were sent.
 *
 * @param queue codes separated by commas; null for the reviewer's own queues
 * @param owner user name, {@code me}, or {@code none}; null for whoever
 * @param overdue {@code true} or {@code false}; null for both
 * @param count how many at most; null for {@link #USUAL}
 * @param offset how many to leave out at the beginning; null for none
 */
record WorklistQuery(
        @Nullable String queue,
        @Nullable String owner,
        @Nullable String overdue,
        @Nullable String count,
        @Nullable String offset) {

    static final Set<String> NAMES = Set.of("queue", "owner", "overdue", "_count", "_offset");

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int USUAL = 20;
    private static final int MOST = 50;
    private static final int FARTHEST = 1_000_000;

    /** What to look for, one more than a page has; rejects what cannot be read (400) and others' queues (403). */
    Wanted wanted(Reviewer reviewer, Instant now) {
        Boolean late = late();
        return new Wanted(
                queues(reviewer),
                named(reviewer),
                Boolean.TRUE.equals(late) ? now : null,
                Boolean.FALSE.equals(late) ? now : null,
                skipped(),
                shown() + 1);
    }

    int shown() {
        return number("_count", count, USUAL, 1, MOST);
    }

    int skipped() {
        return number("_offset", offset, 0, 0, FARTHEST);
    }

    private Set<ReviewQueue> queues(Reviewer reviewer) {
        if (queue == null) {
            return reviewer.roles();
        }
        Set<ReviewQueue> wanted = EnumSet.noneOf(ReviewQueue.class);
        for (String code : queue.split(",", -1)) {
            wanted.add(ReviewQueue.ofCode(code)
                    .orElseThrow(() -> refused("queue", "It must be nurse, physician or clinician.")));
        }
        if (!reviewer.roles().containsAll(wanted)) {
            throw new RejectedRequest(
                    FORBIDDEN, new Issue(IssueType.FORBIDDEN, "queue", "You do not work in this queue."));
        }
        return wanted;
    }

    private @Nullable String named(Reviewer reviewer) {
        if (owner == null) {
            return null;
        }
        return switch (owner) {
            case "me" -> reviewer.name();
            case "none" -> "";
            default -> owner;
        };
    }

    private @Nullable Boolean late() {
        if (overdue == null) {
            return null;
        }
        return switch (overdue) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("overdue", "It must be true or false.");
        };
    }

    private static int number(String name, @Nullable String value, int usual, int least, int most) {
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw refused(name, "It must be a number from " + least + " to " + most + ".");
    }

    private static RejectedRequest refused(String name, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(IssueType.VALUE, name, diagnostics));
    }
}
