package org.precept.pas;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Days;

/** Dates that must name a day: dates of service and of the request. */
final class Dates {

    private static final int FULL_DATE = 10;

    private Dates() {}

    /** True when the value names a day, not only a year or month. */
    static boolean isFull(@Nullable BaseDateTimeType value) {
        String text = value == null ? null : value.getValueAsString();
        return text != null && text.length() >= FULL_DATE && Days.first(value) != null;
    }

    /** The day of a value that was checked to be full. */
    static LocalDate day(BaseDateTimeType value) {
        LocalDate day = Days.first(value);
        if (day == null) {
            throw new IllegalStateException("a date passed the checks and is none");
        }
        return day;
    }
}
