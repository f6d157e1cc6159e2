package org.precept.review;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Days;
import org.precept.policy.DateRange;

/** Values of parameters; null for what is of another kind. */
final class Values {

    /** Longer texts are no reasons but documents. */
    static final int LONGEST_TEXT = 8000;

    private Values() {}

    /** Words: string, code or markdown, without spaces around them; null when there are none or too many. */
    static @Nullable String text(Type value) {
        if (!(value instanceof StringType text) || text.getValue() == null) {
            return null;
        }
        String words = text.getValue().strip();
        return words.isEmpty() || words.length() > LONGEST_TEXT ? null : words;
    }

    /** A code of the system: as code or string, Coding, or CodeableConcept with one coding of the system. */
    static @Nullable String code(Type value, String system) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream()
                    .filter(coding -> system.equals(coding.getSystem()))
                    .findFirst()
                    .map(coding -> text(coding.getCodeElement()))
                    .orElse(null);
        }
        if (value instanceof Coding coding) {
            return system.equals(coding.getSystem()) ? text(coding.getCodeElement()) : null;
        }
        return text(value);
    }

    /** A number: decimal, integer, or the value of a Quantity. */
    static @Nullable BigDecimal number(Type value) {
        if (value instanceof DecimalType decimal) {
            return decimal.getValue();
        }
        if (value instanceof IntegerType integer && integer.getValue() != null) {
            return BigDecimal.valueOf(integer.getValue());
        }
        return value instanceof Quantity quantity ? quantity.getValue() : null;
    }

    /** A Period of days with both ends, the first not after the last. */
    static @Nullable DateRange days(Type value) {
        if (!(value instanceof Period period)) {
            return null;
        }
        LocalDate start = day(period.getStartElement());
        LocalDate end = day(period.getEndElement());
        return start == null || end == null || end.isBefore(start) ? null : new DateRange(start, end);
    }

    private static @Nullable LocalDate day(DateTimeType value) {
        return value.hasValue() ? Days.only(value) : null;
    }
}
