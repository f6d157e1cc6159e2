package org.precept.crd.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.crd.feedback.FeedbackEntry.Reason;

/**
 * A card as we sent it, as far as feedback needs it.
 *
 * @param topic its topic
 * @param reasons reasons it offered for overriding it
 */
record SentCard(String topic, List<Reason> reasons) {
    private static final ObjectMapper TREE = new ObjectMapper();

    /** The card with the uuid in an answer of ours; empty when the answer has no such card. */
    static Optional<SentCard> find(byte[] answer, String uuid) {
        try {
            for (JsonNode card : TREE.readTree(answer).path("cards")) {
                if (card.path("uuid").asText().equalsIgnoreCase(uuid)) {
                    return Optional.of(of(card));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a logged answer cannot be read", e);
        }
    }

    /** True when it offered the reason. */
    boolean offered(@Nullable Reason reason) {
        return reason != null
                && reasons.stream()
                        .filter(each -> each.code().equals(reason.code()))
                        .anyMatch(each ->
                                reason.system() == null || reason.system().equals(each.system()));
    }

    private static SentCard of(JsonNode card) {
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode reason : card.path("overrideReasons")) {
            reasons.add(new Reason(
                    reason.path("system").textValue(), reason.path("code").asText()));
        }
        return new SentCard(card.at("/source/topic/code").asText(Feedback.UNKNOWN), reasons);
    }
}
