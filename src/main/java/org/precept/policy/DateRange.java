package org.precept.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A period of days, both ends included.
 *
 * @param start first day, null when open
 * @param end last day, null when open
 */
public record DateRange(@Nullable LocalDate start, @Nullable LocalDate end) {

    /** True when the day lies within, ends included. */
    public boolean contains(LocalDate day) {
        return (start == null || !day.isBefore(start)) && (end == null || !day.isAfter(end));
    }

    /** True when the two have a day in common. */
    public boolean overlaps(DateRange other) {
        return startsBy(other.end) && other.startsBy(end);
    }

    private boolean startsBy(@Nullable LocalDate day) {
        return start == null || day == null || !start.isAfter(day);
    }
}
