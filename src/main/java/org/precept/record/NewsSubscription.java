package org.precept.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody subscribed to: news about the requests of certain sending systems.
 *
 * @param id logical id of the Subscription
 * @param version 1 when created, one more with every change
 * @param owner whose it is; nobody else learns that it exists
 * @param edition version of PAS that it speaks and whose requests it is about, {@code 2.2.1} or {@code 2.0.1}
 * @param status where it stands
 * @param identifiers of the sending systems whose requests it is about
 * @param resource the Subscription as its owner sent it, as JSON; its id, version and status are those here
 * @param end when it ends; null: never
 * @param heartbeat the longest silence on its channel; null: as long as nothing happens
 * @param changedAt of this version
 */
public record NewsSubscription(
        String id,
        int version,
        String owner,
        String edition,
        Status status,
        Set<String> identifiers,
        String resource,
        @Nullable Instant end,
        @Nullable Duration heartbeat,
        Instant changedAt) {

    /** Codes of Subscription.status. */
    public enum Status {
        /** Waits for its endpoint to answer the handshake. News is kept for it meanwhile. */
        REQUESTED("requested"),
        /** Gets news. */
        ACTIVE("active"),
        /** Its endpoint failed too often. News is kept for it until its owner requests it again. */
        ERROR("error"),
        /** Gets none, and none is kept. */
        OFF("off");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        /** As FHIR has it. */
        public String code() {
            return code;
        }
    }

    /** Copies the set. */
    public NewsSubscription {
        identifiers = Set.copyOf(identifiers);
    }

    /** True when its time is over, and it has not been turned off yet. */
    public boolean ended(Instant now) {
        return end != null && !now.isBefore(end) && status != Status.OFF;
    }
}
