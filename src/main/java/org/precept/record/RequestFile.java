package org.precept.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for prior authorization with all that became of it. Its updates belong to the same file: the file points at
 * the current Claim and the current ClaimResponse, earlier ones stay stored.
 *
 * @param id of the file, a UUID
 * @param version 1 when filed, one more with every change
 * @param payer identifier value of the payer
 * @param memberNumber member number
 * @param claimId id of the current stored Claim, without type
 * @param responseId id of the current stored ClaimResponse, without type
 * @param edition version of PAS it was sent by, {@code 2.2.1} or {@code 2.0.1}
 * @param submitters identifiers of the sending system (TransmissionIdentifiers, identifiers of the provider organization)
 * @param providers NPIs of requesting and rendering providers
 * @param clock until when it must be decided
 * @param appealOf id of the file whose denial this request appeals; null when it is no appeal
 * @param items every item ever asked for, by sequence
 */
public record RequestFile(
        String id,
        int version,
        String payer,
        String memberNumber,
        String claimId,
        String responseId,
        String edition,
        Set<String> submitters,
        Set<String> providers,
        RequestClock clock,
        @Nullable String appealOf,
        List<FiledItem> items) {

    /** Copies the collections. */
    public RequestFile {
        submitters = Set.copyOf(submitters);
        providers = Set.copyOf(providers);
        items = List.copyOf(items);
    }

    /** The same with other items. */
    public RequestFile with(List<FiledItem> others) {
        return new RequestFile(
                id,
                version,
                payer,
                memberNumber,
                claimId,
                responseId,
                edition,
                submitters,
                providers,
                clock,
                appealOf,
                others);
    }

    /** The item with the sequence; empty when nobody ever asked for it. */
    public Optional<FiledItem> item(int sequence) {
        return items.stream().filter(item -> item.sequence() == sequence).findFirst();
    }

    /** True while an item waits for documents or for a reviewer. */
    public boolean pended() {
        return items.stream().anyMatch(item -> item.status().pended());
    }

    /**
     * When a request must be decided.
     *
     * @param expedited true for the short time
     * @param requestedAt Claim.created of the first Claim, or its arrival when that was earlier
     * @param receivedAt when the first Claim arrived
     * @param dueAt by when all items must be decided, an extension included
     * @param extension null when the time was not extended
     */
    public record RequestClock(
            boolean expedited,
            Instant requestedAt,
            Instant receivedAt,
            Instant dueAt,
            @Nullable Extension extension) {

        /** True when the time has passed; what is decided at the very moment is in time. */
        public boolean overdue(Instant now) {
            return now.isAfter(dueAt);
        }

        /** True from so long before the end of the time on until it has passed. */
        public boolean nearlyDue(Instant now, Duration warning) {
            return !now.isBefore(dueAt.minus(warning)) && !overdue(now);
        }

        /**
         * The same with more time.
         *
         * @param more counted from the time as it was due
         * @throws IllegalStateException when it was extended before, or its time has passed
         */
        public RequestClock extended(Duration more, Extension extension) {
            if (this.extension != null) {
                throw new IllegalStateException("The time was extended before");
            }
            if (overdue(extension.at())) {
                throw new IllegalStateException("The time has passed");
            }
            return new RequestClock(expedited, requestedAt, receivedAt, dueAt.plus(more), extension);
        }
    }

    /**
     * More time, given once.
     *
     * @param at when
     * @param by user name of the reviewer
     * @param reason for provider and member
     */
    public record Extension(Instant at, String by, String reason) {}
}
