package org.precept.record;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/** Days of FHIR periods, taken as written: a dateTime's own date, whatever the server's zone. */
final class Days {
    private Days() {}

    static boolean within(Period period, LocalDate day) {
        DateTimeType start = period.getStartElement();
        DateTimeType end = period.getEndElement();
        return (!start.hasValue() || !day.isBefore(first(start))) && (!end.hasValue() || !day.isAfter(last(end)));
    }

    private static LocalDate first(DateTimeType value) {
        String text = value.getValueAsString();
        return LocalDate.parse(
                switch (text.length()) {
                    case 4 -> text + "-01-01";
                    case 7 -> text + "-01";
                    default -> text.substring(0, 10);
                });
    }

    private static LocalDate last(DateTimeType value) {
        String text = value.getValueAsString();
        LocalDate first = first(value);
        return switch (text.length()) {
            case 4 -> first.plusYears(1).minusDays(1);
            case 7 -> first.plusMonths(1).minusDays(1);
            default -> first;
        };
    }
}
