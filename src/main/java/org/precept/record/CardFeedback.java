package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user did with a card (CDS Hooks, "Feedback").
 *
 * @param card uuid of the card; where we do not know the card, what the client sent
 * @param call the call the card was sent in, null when no call of ours sent it
 * @param service id of the service the feedback was sent to
 * @param topic topic of the card, {@code unknown} when the card is
 * @param outcome what was done
 * @param reason code of the reason given, as the client sent it, null when none was
 * @param outcomeAt when it was done
 * @param receivedAt when we heard of it
 * @param entry the feedback as JSON; may hold a user's comment, which must not reach logs and metrics
 */
public record CardFeedback(
        String card,
        @Nullable CallId call,
        String service,
        String topic,
        Outcome outcome,
        @Nullable String reason,
        Instant outcomeAt,
        Instant receivedAt,
        String entry) {

    /** What a user may do with a card. */
    public enum Outcome {
        /** At least one of its suggestions was taken. */
        ACCEPTED("accepted"),
        /** It was dismissed. */
        OVERRIDDEN("overridden");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** As clients say it. */
        public String code() {
            return code;
        }
    }
}
