package org.precept.dtr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Concept;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.DateTime;
import org.precept.fhir.CodingKey;

/** Turns the value of a CQL define into answers that a form's item can hold; what it cannot hold gives no answer. */
final class AnswerValues {
    private static final String MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue";
    private static final String MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue";
    private static final int DAY = 10;

    private AnswerValues() {}

    /**
     * Answers of an item.
     *
     * @param item of type boolean, date, dateTime, integer, decimal, string, text, choice or open-choice; of other types
     *     nothing is ever filled
     * @param value as the engine gives it, null when unknown
     * @param offered codings the item offers, null when its list is not closed
     * @return no more than one unless the item repeats; empty when there is nothing to fill, or more than it can hold
     */
    static List<Type> of(QuestionnaireItemComponent item, @Nullable Object value, @Nullable List<Coding> offered) {
        if (value == null) {
            return List.of();
        }
        List<Type> answers = new ArrayList<>();
        for (Object each : value instanceof Iterable<?> many ? many : List.of(value)) {
            if (each != null) {
                one(item, each, offered).ifPresent(answers::add);
            }
        }
        return answers.size() > 1 && !item.getRepeats() ? List.of() : answers;
    }

    private static Optional<? extends Type> one(
            QuestionnaireItemComponent item, Object value, @Nullable List<Coding> offered) {
        return switch (item.getType()) {
            case BOOLEAN -> bool(value).map(BooleanType::new);
            case DATE -> temporal(value).map(AnswerValues::day).map(DateType::new);
            case DATETIME -> temporal(value).map(DateTimeType::new);
            case INTEGER ->
                number(value).filter(number -> withinLimits(item, number)).flatMap(AnswerValues::whole);
            case DECIMAL ->
                number(value).filter(number -> withinLimits(item, number)).map(DecimalType::new);
            case STRING, TEXT ->
                text(value)
                        .filter(text -> !item.hasMaxLength() || text.length() <= item.getMaxLength())
                        .map(StringType::new);
            case CHOICE, OPENCHOICE -> coding(value).flatMap(coding -> offered(coding, offered));
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> bool(Object value) {
        Object bare = bare(value);
        return bare instanceof Boolean bool ? Optional.of(bool) : Optional.empty();
    }

    private static Optional<String> temporal(Object value) {
        if (value instanceof Date || value instanceof DateTime) {
            return Optional.of(value.toString());
        }
        return value instanceof DateType || value instanceof DateTimeType
                ? Optional.of(((PrimitiveType<?>) value).getValueAsString())
                : Optional.empty();
    }

    /** A date as precise as the value is, never more precise than the day. */
    private static String day(String temporal) {
        return temporal.length() > DAY ? temporal.substring(0, DAY) : temporal;
    }

    private static Optional<BigDecimal> number(Object value) {
        Object bare = bare(value);
        if (bare instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        }
        return bare instanceof Integer || bare instanceof Long
                ? Optional.of(BigDecimal.valueOf(((Number) bare).longValue()))
                : Optional.empty();
    }

    private static boolean withinLimits(QuestionnaireItemComponent item, BigDecimal number) {
        Extension least = item.getExtensionByUrl(MIN_VALUE);
        Extension most = item.getExtensionByUrl(MAX_VALUE);
        return (least == null
                        || number.compareTo(new BigDecimal(least.getValue().primitiveValue())) >= 0)
                && (most == null
                        || number.compareTo(new BigDecimal(most.getValue().primitiveValue())) <= 0);
    }

    private static Optional<IntegerType> whole(BigDecimal number) {
        try {
            return Optional.of(new IntegerType(number.intValueExact()));
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Object value) {
        return bare(value) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Object bare(Object value) {
        return value instanceof PrimitiveType<?> primitive && primitive.hasValue() ? primitive.getValue() : value;
    }

    private static Optional<Coding> coding(Object value) {
        if (value instanceof Code code) {
            return Optional.of(new Coding(code.getSystem(), code.getCode(), code.getDisplay()));
        }
        if (value instanceof Concept concept && concept.getCodes() != null) {
            return concept.getCodes().stream().findFirst().flatMap(AnswerValues::coding);
        }
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream().findFirst();
        }
        return value instanceof Coding coding ? Optional.of(coding) : Optional.empty();
    }

    /** The coding as the form offers it, with the form's own display. */
    private static Optional<Coding> offered(Coding coding, @Nullable List<Coding> offered) {
        if (offered == null) {
            return Optional.of(coding);
        }
        Optional<CodingKey> key = CodingKey.of(coding);
        return offered.stream()
                .filter(option -> key.isPresent() && key.equals(CodingKey.of(option)))
                .findFirst()
                .map(Coding::copy);
    }
}
