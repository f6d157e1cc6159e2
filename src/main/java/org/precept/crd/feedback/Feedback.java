package org.precept.crd.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CallId;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedbacks;

/**
 * What users did with cards (CDS Hooks, "Feedback"). Each outcome is kept with the call its card was sent in and counted
 * once in {@code precept.crd.feedback}, by service, topic, outcome and reason. Labels take only values of our own cards,
 * so a client cannot make up new ones.
 */
public final class Feedback {
    static final String UNKNOWN = "unknown";
    private static final String METER = "precept.crd.feedback";
    private static final String NO_REASON = "none";
    private static final String OTHER_REASON = "other";

    private final Function<CallId, Optional<byte[]>> answers;
    private final CardFeedbacks feedbacks;
    private final MeterRegistry meters;
    private final Clock clock;

    /**
     * Feedback on logged cards.
     *
     * @param answers finds the logged answer to a call, empty when there is none
     * @param feedbacks where outcomes are kept
     */
    public Feedback(
            Function<CallId, Optional<byte[]>> answers, CardFeedbacks feedbacks, MeterRegistry meters, Clock clock) {
        this.answers = answers;
        this.feedbacks = feedbacks;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes a message. A card that we do not know is no error of the user who reports it: its outcome is kept and
     * counted under the topic {@code unknown}.
     *
     * @param service id of the service it was sent to
     * @throws RejectedRequest 400 naming the element when it is no feedback; then nothing of it is kept
     */
    public void take(String service, byte[] body) {
        List<FeedbackEntry> entries = FeedbackReader.read(body);
        for (FeedbackEntry entry : entries) {
            Optional<CallId> call = CallId.ofCard(entry.card());
            Optional<SentCard> card = call.flatMap(answers).flatMap(answer -> SentCard.find(answer, bare(entry)));
            String topic = card.map(SentCard::topic).orElse(UNKNOWN);
            boolean isNew = feedbacks.keep(new CardFeedback(
                    card.isPresent() ? bare(entry) : entry.card(),
                    card.isPresent() ? call.orElse(null) : null,
                    service,
                    topic,
                    entry.outcome(),
                    entry.reason() == null ? null : entry.reason().code(),
                    entry.at(),
                    clock.instant(),
                    entry.json()));
            if (isNew) {
                count(service, topic, entry, card.orElse(null));
            }
        }
    }

    private void count(String service, String topic, FeedbackEntry entry, @Nullable SentCard card) {
        String reason = NO_REASON;
        if (entry.reason() != null) {
            reason = card != null && card.offered(entry.reason())
                    ? entry.reason().code()
                    : OTHER_REASON;
        }
        meters.counter(
                        METER,
                        "service",
                        service,
                        "topic",
                        topic,
                        "outcome",
                        entry.outcome().code(),
                        "reason",
                        reason)
                .increment();
    }

    /** The uuid as we wrote it. */
    private static String bare(FeedbackEntry entry) {
        String card = entry.card();
        return card.substring(card.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
