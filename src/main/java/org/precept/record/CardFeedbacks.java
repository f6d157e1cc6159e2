package org.precept.record;

import java.util.List;

/** What users did with cards. */
public interface CardFeedbacks {

    /** Keeps a feedback durably; false when the very same is kept already, then nothing changes. */
    boolean keep(CardFeedback feedback);

    /**
     * Feedback on the cards of calls, the earliest outcome first.
     *
     * @param first earliest call
     * @param last latest call, included
     */
    List<CardFeedback> onCalls(CallId first, CallId last);
}
