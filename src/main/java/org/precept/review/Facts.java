package org.precept.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Parameters, or parts of one, that are added when there is a value. */
final class Facts {

    private final Supplier<ParametersParameterComponent> next;

    private Facts(Supplier<ParametersParameterComponent> next) {
        this.next = next;
    }

    static Facts in(Parameters parameters) {
        return new Facts(parameters::addParameter);
    }

    /** A parameter with parts. */
    Facts group(String name) {
        ParametersParameterComponent group = next.get().setName(name);
        return new Facts(group::addPart);
    }

    Facts add(String name, @Nullable Type value) {
        if (value != null) {
            next.get().setName(name).setValue(value);
        }
        return this;
    }

    Facts text(String name, @Nullable String value) {
        return add(name, value == null || value.isBlank() ? null : new StringType(value));
    }

    Facts code(String name, @Nullable String value) {
        return add(name, value == null ? null : new CodeType(value));
    }

    Facts flag(String name, boolean value) {
        return add(name, new BooleanType(value));
    }

    Facts number(String name, @Nullable BigDecimal value) {
        return add(name, value == null ? null : new DecimalType(value));
    }

    Facts day(String name, @Nullable LocalDate value) {
        return add(name, value == null ? null : new DateType(value.toString()));
    }

    Facts time(String name, @Nullable Instant value) {
        return add(name, value == null ? null : new InstantType(value.toString()));
    }
}
