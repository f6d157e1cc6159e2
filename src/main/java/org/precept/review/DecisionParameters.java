package org.precept.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** The parameters of one {@code $decide}, and everything wrong with them. */
final class DecisionParameters {

    private static final int UNPROCESSABLE = 422;

    private final Map<String, List<Given>> byName = new LinkedHashMap<>();
    private final List<Issue> issues = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    private record Given(String path, @Nullable Type value) {}

    DecisionParameters(Parameters parameters) {
        for (int i = 0; i < parameters.getParameter().size(); i++) {
            ParametersParameterComponent parameter = parameters.getParameter().get(i);
            byName.computeIfAbsent(String.valueOf(parameter.getName()), any -> new ArrayList<>())
                    .add(new Given("Parameters.parameter[" + i + "]", parameter.getValue()));
        }
    }

    /** The value; null when it is missing or unreadable, and then there is an issue when it is required. */
    <T> @Nullable T one(String name, boolean required, String what, Function<Type, @Nullable T> reading) {
        List<T> values = all(name, required, what, reading);
        if (values.size() > 1) {
            problem(IssueType.STRUCTURE, path(name), name + " is given more than once. Give one.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The values. */
    <T> List<T> all(String name, boolean required, String what, Function<Type, @Nullable T> reading) {
        used.add(name);
        List<Given> given = byName.getOrDefault(name, List.of());
        if (given.isEmpty() && required) {
            problem(IssueType.REQUIRED, "Parameters.parameter", name + " is missing: " + what + ".");
        }
        List<T> values = new ArrayList<>();
        for (Given each : given) {
            T value = each.value() == null ? null : reading.apply(each.value());
            if (value == null) {
                problem(IssueType.VALUE, each.path() + ".value", name + " must be " + what + ".");
            } else {
                values.add(value);
            }
        }
        return values;
    }

    void problem(IssueType type, String expression, String diagnostics) {
        issues.add(new Issue(type, expression, diagnostics));
    }

    /** The element of a parameter that was given. */
    String path(String name) {
        List<Given> given = byName.getOrDefault(name, List.of());
        return given.isEmpty() ? "Parameters.parameter" : given.get(0).path() + ".value";
    }

    /**
     * Checks that nothing is wrong and nothing would be passed over.
     *
     * @param decision the code of what is decided
     * @throws RejectedRequest 422 with all issues
     */
    void rejectIfAny(String decision) {
        byName.forEach((name, given) -> {
            if (!used.contains(name)) {
                problem(
                        IssueType.NOTSUPPORTED,
                        given.get(0).path() + ".name",
                        "This parameter does not go with " + decision + ". It takes " + String.join(", ", used) + ".");
            }
        });
        if (!issues.isEmpty()) {
            throw new RejectedRequest(UNPROCESSABLE, issues);
        }
    }
}
