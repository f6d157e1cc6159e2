package org.precept.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;

/**
 * Days of FHIR dates, taken as written: a dateTime's own date, whatever the server's zone. A year or a month stands for
 * all its days.
 */
public final class Days {
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;

    private Days() {}

    /** The first day that the value names; null when it has none. */
    public static @Nullable LocalDate first(@Nullable BaseDateTimeType value) {
        String text = value == null ? null : value.getValueAsString();
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(
                    switch (text.length()) {
                        case YEAR -> text + "-01-01";
                        case MONTH -> text + "-01";
                        default -> text.substring(0, Math.min(DAY, text.length()));
                    });
        } catch (DateTimeException e) {
            return null; // HAPI has already refused what is not a date; this is a year beyond what Java writes alike
        }
    }

    /** The last day that the value names; null when it has none. */
    public static @Nullable LocalDate last(@Nullable BaseDateTimeType value) {
        LocalDate first = first(value);
        String text = value == null ? null : value.getValueAsString();
        if (first == null || text == null) {
            return null;
        }
        return switch (text.length()) {
            case YEAR -> first.plusYears(1).minusDays(1);
            case MONTH -> first.plusMonths(1).minusDays(1);
            default -> first;
        };
    }

    /** The one day that the value names; null when it has none or names a month or a year. */
    public static @Nullable LocalDate only(@Nullable BaseDateTimeType value) {
        LocalDate first = first(value);
        return first != null && first.equals(last(value)) ? first : null;
    }

    /** True when the day lies within the period, ends included; an absent end is open. */
    public static boolean within(Period period, LocalDate day) {
        LocalDate start = first(period.getStartElement());
        LocalDate end = last(period.getEndElement());
        return (start == null || !day.isBefore(start)) && (end == null || !day.isAfter(end));
    }
}
