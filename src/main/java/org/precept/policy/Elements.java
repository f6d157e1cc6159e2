package org.precept.policy;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.policy.Reading.Read;
import org.precept.policy.Reading.Rejected;

/**
 * Reads elements of one file and notes what is wrong with them. A value that is missing is noted and an empty one stands
 * in for it, so that reading goes on and all problems are found at once.
 */
final class Elements {
    static final String EXTENSIONS = "https://precept.example/fhir/StructureDefinition/";
    private static final int SUMMARY_LIMIT = 140;

    private final String file;
    private final List<ContentProblem> problems = new ArrayList<>();

    Elements(String file) {
        this.file = file;
    }

    void wrong(String expression, String reason) {
        problems.add(new ContentProblem(file, expression, reason));
    }

    <T> Reading<T> result(Supplier<T> value) {
        return problems.isEmpty() ? new Read<>(value.get()) : new Rejected<>(problems);
    }

    String text(String expression, @Nullable String value) {
        if (value == null || value.isBlank()) {
            wrong(expression, "is required");
            return "";
        }
        return value;
    }

    /** A card summary: CDS Hooks clients cut at 140 characters. */
    String summary(String expression, @Nullable String value) {
        String text = text(expression, value);
        if (text.length() >= SUMMARY_LIMIT) {
            wrong(expression, "must be shorter than " + SUMMARY_LIMIT + " characters, has " + text.length());
        }
        return text;
    }

    Canonical versioned(String expression, @Nullable String value) {
        Canonical canonical = Canonical.parse(text(expression, value));
        if (value != null && canonical.version() == null) {
            wrong(expression, "must name a version: url|version");
        }
        return canonical;
    }

    /** The one value among those found. */
    String single(String expression, List<String> values, String what) {
        if (values.size() != 1) {
            wrong(expression, "exactly one " + what + " is required, found " + values.size());
            return "";
        }
        return values.get(0);
    }

    /** The extension of ours with the name. */
    static @Nullable Extension extension(List<Extension> extensions, String name) {
        for (Extension extension : extensions) {
            if (extension.getUrl().equals(EXTENSIONS + name)) {
                return extension;
            }
        }
        return null;
    }

    Period duration(String expression, @Nullable Type value) {
        if (value instanceof Quantity quantity && quantity.hasValue()) {
            int amount = whole(expression, quantity.getValue());
            switch (unit(quantity)) {
                case "d":
                    return Period.ofDays(amount);
                case "mo":
                    return Period.ofMonths(amount);
                case "a":
                    return Period.ofYears(amount);
                default:
                    wrong(expression, "unit must be d, mo or a (UCUM), is '" + unit(quantity) + "'");
                    return Period.ZERO;
            }
        }
        wrong(expression, "a Duration is required");
        return Period.ZERO;
    }

    int days(String expression, @Nullable Type value) {
        Period period = duration(expression, value);
        if (period.toTotalMonths() != 0) {
            wrong(expression, "must be in days (d)");
        }
        return period.getDays();
    }

    BigDecimal amount(String expression, @Nullable Type value) {
        if (value instanceof Quantity quantity
                && quantity.hasValue()
                && quantity.getValue().signum() > 0) {
            return quantity.getValue();
        }
        wrong(expression, "a Quantity above zero is required");
        return BigDecimal.ZERO;
    }

    /** Codes of a use context, e.g. {@code program} for payers and {@code focus} for the product. */
    List<String> contexts(PlanDefinition plan, String type, String system) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < plan.getUseContext().size(); i++) {
            var context = plan.getUseContext().get(i);
            if (!type.equals(context.getCode().getCode())) {
                continue;
            }
            String expression = "PlanDefinition.useContext[" + i + "].value";
            Coding coding = context.hasValueCodeableConcept()
                    ? first(context.getValueCodeableConcept().getCoding(), Coding::new)
                    : new Coding();
            if (system.equals(coding.getSystem())) {
                codes.add(text(expression, coding.getCode()));
            } else {
                wrong(expression, "a CodeableConcept of system " + system + " is required");
            }
        }
        return codes;
    }

    /** The first of a list without adding to it, as HAPI's {@code getXFirstRep} would; an empty one when there is none. */
    static <T> T first(List<T> list, Supplier<T> empty) {
        return list.isEmpty() ? empty.get() : list.get(0);
    }

    int whole(String expression, BigDecimal value) {
        try {
            int amount = value.intValueExact();
            if (amount > 0) {
                return amount;
            }
        } catch (ArithmeticException e) {
            // said below, as for zero and less
        }
        wrong(expression, "must be a whole number above zero");
        return 1;
    }

    private static String unit(Quantity quantity) {
        return quantity.hasCode() ? quantity.getCode() : String.valueOf(quantity.getUnit());
    }
}
