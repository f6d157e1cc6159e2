package org.precept.crd.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.precept.record.CallId;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedback.Outcome;
import org.precept.record.CardFeedbacks;

/** Feedback, each once. */
final class KeptInMemory implements CardFeedbacks {
    final List<CardFeedback> feedbacks = new ArrayList<>();

    @Override
    public boolean keep(CardFeedback feedback) {
        boolean isNew = feedbacks.stream().noneMatch(each -> each.entry().equals(feedback.entry()));
        return isNew && feedbacks.add(feedback);
    }

    @Override
    public List<CardFeedback> onCall(CallId call) {
        return List.copyOf(feedbacks);
    }

    @Override
    public Map<UUID, Outcome> outcomes(CallId first, CallId last) {
        return Map.of();
    }
}
