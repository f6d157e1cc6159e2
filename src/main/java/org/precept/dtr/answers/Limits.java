package org.precept.dtr.answers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.dtr.answers.ValueCheck.Fault;
import org.precept.fhir.Days;

/**
 * The least and the greatest value of a question (extensions minValue and maxValue). A date without a maxValue must not
 * lie in the future; a form that asks for a planned date says until when it may be.
 *
 * @param least null when there is none
 * @param most null when there is none
 * @param today dates after this day lie in the future
 */
record Limits(@Nullable Type least, @Nullable Type most, LocalDate today) {

    static Limits of(QuestionnaireItemComponent item, LocalDate today) {
        return new Limits(
                FormExtensions.value(item, FormExtensions.MIN_VALUE).orElse(null),
                FormExtensions.value(item, FormExtensions.MAX_VALUE).orElse(null),
                today);
    }

    Optional<Fault> fault(Type value) {
        if (value instanceof BaseDateTimeType date) {
            return date(date);
        }
        BigDecimal number = number(value);
        if (number == null) {
            return Optional.empty();
        }
        BigDecimal from = number(least);
        BigDecimal to = number(most);
        if (from != null && number.compareTo(from) < 0) {
            return ValueCheck.fault(IssueType.VALUE, "The number must be at least " + from.toPlainString() + ".");
        }
        return to != null && number.compareTo(to) > 0
                ? ValueCheck.fault(IssueType.VALUE, "The number must be at most " + to.toPlainString() + ".")
                : Optional.empty();
    }

    /** A month or a year is within the limits when some day of it is. */
    private Optional<Fault> date(BaseDateTimeType value) {
        LocalDate first = Days.first(value);
        LocalDate last = Days.last(value);
        if (first == null || last == null) {
            return ValueCheck.fault(IssueType.VALUE, "The date cannot be read. Write it as 2026-03-01.");
        }
        LocalDate from = least instanceof BaseDateTimeType limit ? Days.first(limit) : null;
        LocalDate to = most instanceof BaseDateTimeType limit ? Days.last(limit) : null;
        if (from != null && last.isBefore(from)) {
            return ValueCheck.fault(IssueType.VALUE, "The date must not be before " + from + ".");
        }
        if (to == null) {
            return first.isAfter(today)
                    ? ValueCheck.fault(
                            IssueType.VALUE,
                            "The date lies in the future. Give a date that is not after " + today + ".")
                    : Optional.empty();
        }
        return first.isAfter(to)
                ? ValueCheck.fault(IssueType.VALUE, "The date must not be after " + to + ".")
                : Optional.empty();
    }

    private static @Nullable BigDecimal number(@Nullable Type value) {
        if (value instanceof IntegerType integer) {
            return integer.hasValue() ? BigDecimal.valueOf(integer.getValue()) : null;
        }
        if (value instanceof DecimalType decimal) {
            return decimal.getValue();
        }
        return value instanceof Quantity quantity ? quantity.getValue() : null;
    }
}
