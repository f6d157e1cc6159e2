package org.precept.policy;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take under a policy. A day is 24 hours: times run from an instant, not from a midnight.
 *
 * @param expedited from the request to the decision of an expedited request
 * @param standard from the request to the decision of any other
 * @param extension how much more time may be taken, once
 * @param expeditedWarning how long before its time ends an expedited request is marked as nearly due
 * @param standardWarning the same for any other
 * @param documents from asking for documents to the day they are due; the decision's own time ends it too
 * @param appeal how and until when a denial can be appealed
 * @param renewal how long before an authorization ends a request for what follows is its renewal
 */
public record Terms(
        Term expedited,
        Term standard,
        Term extension,
        Term expeditedWarning,
        Term standardWarning,
        Term documents,
        Appeal appeal,
        Term renewal) {

    /** The time for a decision. */
    public Duration decision(boolean urgent) {
        return (urgent ? expedited : standard).time();
    }

    /** How long before its time ends a request is nearly due. */
    public Duration warning(boolean urgent) {
        return (urgent ? expeditedWarning : standardWarning).time();
    }

    /**
     * One time and where it comes from.
     *
     * @param time more than zero
     * @param source section of the policy's text, or the rule that is followed where the text gives none
     */
    public record Term(Duration time, String source) {
        /** Whole days. */
        public int days() {
            return (int) time.toDays();
        }
    }

    /**
     * The right to appeal.
     *
     * @param window in whole days after the day of the denial
     * @param text how to appeal, for member and provider
     * @param address where to write; null when the payer's own address is meant
     */
    public record Appeal(Term window, String text, @Nullable String address) {
        /** The last day on which a denial of the day can be appealed. */
        public LocalDate lastDay(LocalDate denied) {
            return denied.plusDays(window.days());
        }
    }
}
