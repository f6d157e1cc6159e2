package org.precept.crd.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.precept.record.CardFeedback.Outcome;

/**
 * One outcome a client reports.
 *
 * @param card uuid of the card, as sent
 * @param outcome what the user did
 * @param reason why the card was overridden, null when no reason of a list was chosen
 * @param at when
 * @param json all of it; may hold a user's comment
 */
record FeedbackEntry(String card, Outcome outcome, @Nullable Reason reason, Instant at, String json) {

    /**
     * A reason chosen from those a card offers.
     *
     * @param system null when the client does not say
     * @param code its code
     */
    record Reason(@Nullable String system, String code) {}
}
