package org.precept.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what clients reported about forms. What they wrote may hold anything, patient data too: it is never logged. */
public interface FormErrors {

    /**
     * Keeps a report. One that was kept already is counted once more.
     *
     * @param questionnaire canonical of the form as the client wrote it, at most 300 characters
     * @param outcomes the client's OperationOutcomes as a JSON array
     * @return false when there is no room left for another one
     */
    boolean keep(String questionnaire, String outcomes, Instant receivedAt);

    /**
     * Reports, those received last first.
     *
     * @param questionnaire canonical, with or without version; null: all
     * @param before only those last received before; null: all
     * @param most how many at most
     */
    List<Reported> find(@Nullable String questionnaire, @Nullable Instant before, int most);

    /**
     * A report.
     *
     * @param firstAt when it was received first
     * @param lastAt when it was received last
     * @param times how often
     */
    record Reported(String questionnaire, Instant firstAt, Instant lastAt, int times, String outcomes) {}
}
