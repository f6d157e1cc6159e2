package org.precept.record;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What users did with cards. */
public interface CardFeedbacks {

    /** Keeps a feedback durably; false when the very same is kept already, then nothing changes. */
    boolean keep(CardFeedback feedback);

    /** Feedback on the cards of a call, the earliest outcome first. */
    List<CardFeedback> onCall(CallId call);

    /**
     * The latest outcome by card, of cards sent in the calls.
     *
     * @param first earliest call
     * @param last latest call, included
     */
    Map<UUID, CardFeedback.Outcome> outcomes(CallId first, CallId last);
}
