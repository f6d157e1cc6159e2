package org.precept.pas.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.pas.metrics.Decided.Outcome;

/** Requests of one kind, counted. */
final class Tally {
    private static final int PERCENT = 100;
    private static final int SECONDS_PER_HOUR = 3600;

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<Duration> times = new ArrayList<>();
    private int extended;
    private int extendedAndApproved;
    private int deniedThenApproved;
    private int appeals;

    /**
     * Counts a request that is no appeal.
     *
     * @param longer its time was extended
     */
    void add(Decided decided, boolean longer) {
        outcomes.merge(decided.outcome(), 1, Integer::sum);
        decided.took().ifPresent(times::add);
        extended += longer ? 1 : 0;
        extendedAndApproved += longer && decided.approved() ? 1 : 0;
    }

    /** Counts that a denied request, counted already, was approved by an appeal. */
    void addApprovedAfterAppeal() {
        deniedThenApproved++;
    }

    /** Counts an appeal, which is no request of its own in the rates. */
    void addAppeal() {
        appeals++;
    }

    int received() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** Those with a decision: the denominator of every rate. */
    int decided() {
        return of(Outcome.APPROVED) + of(Outcome.PARTLY_APPROVED) + of(Outcome.DENIED);
    }

    int extended() {
        return extended;
    }

    int extendedAndApproved() {
        return extendedAndApproved;
    }

    int approvedAfterAppeal() {
        return deniedThenApproved;
    }

    int appeals() {
        return appeals;
    }

    /** Percent of the decided, to a tenth; null when nothing was decided. */
    @Nullable
    BigDecimal percent(int part) {
        return decided() == 0
                ? null
                : BigDecimal.valueOf(part)
                        .multiply(BigDecimal.valueOf(PERCENT))
                        .divide(BigDecimal.valueOf(decided()), 1, RoundingMode.HALF_UP);
    }

    /** Hours, to a hundredth; null when nothing was decided. */
    @Nullable
    BigDecimal meanHours() {
        return times.isEmpty()
                ? null
                : hours(times.stream()
                        .map(Tally::seconds)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(times.size()), 3, RoundingMode.HALF_UP));
    }

    /** Hours, to a hundredth; of an even number the mean of the two in the middle. Null when nothing was decided. */
    @Nullable
    BigDecimal medianHours() {
        if (times.isEmpty()) {
            return null;
        }
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        Duration low = sorted.get((sorted.size() - 1) / 2);
        Duration high = sorted.get(sorted.size() / 2);
        return hours(seconds(low).add(seconds(high)).divide(BigDecimal.valueOf(2), 3, RoundingMode.HALF_UP));
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }

    private static BigDecimal hours(BigDecimal seconds) {
        return seconds.divide(BigDecimal.valueOf(SECONDS_PER_HOUR), 2, RoundingMode.HALF_UP);
    }
}
