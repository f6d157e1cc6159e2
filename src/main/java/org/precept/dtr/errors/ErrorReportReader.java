package org.precept.dtr.errors;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * Reads the input of {@code $log-questionnaire-errors}. The guide's editions write its names in different ways
 * ({@code operationOutcome}, {@code OperationOutcome}), hence case is ignored; its OperationDefinition wraps the Parameters in
 * another one's parameter {@code resource}.
 */
final class ErrorReportReader {
    private static final int BAD_REQUEST = 400;
    private static final int MOST = 20;
    private static final int LONGEST_CANONICAL = 300;
    private static final String PARAMETERS = "Parameters.parameter";

    private ErrorReportReader() {}

    /** @throws RejectedRequest 400 naming the parameter that is missing or wrong */
    static ErrorReport read(@Nullable IBaseResource input) {
        if (!(input instanceof Parameters sent)) {
            throw rejected(
                    IssueType.STRUCTURE,
                    "Parameters",
                    "Send Parameters with questionnaire (canonical) and operationOutcome (OperationOutcome), once or more"
                            + " each.");
        }
        Parameters parameters = sent.getParameter().stream()
                .filter(parameter -> named(parameter, "resource") && parameter.getResource() instanceof Parameters)
                .map(parameter -> (Parameters) parameter.getResource())
                .findFirst()
                .orElse(sent);
        Set<String> questionnaires = new LinkedHashSet<>();
        List<OperationOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < parameters.getParameter().size(); i++) {
            ParametersParameterComponent parameter = parameters.getParameter().get(i);
            String at = PARAMETERS + "[" + i + "]";
            if (named(parameter, "questionnaire")) {
                questionnaires.add(canonical(parameter, at));
            } else if (named(parameter, "operationOutcome")) {
                outcomes.add(outcome(parameter, at));
            }
        }
        present(questionnaires.size(), "questionnaire", "canonical (valueCanonical) of the form");
        present(outcomes.size(), "operationOutcome", "OperationOutcome (resource) that says what went wrong");
        return new ErrorReport(List.copyOf(questionnaires), outcomes);
    }

    private static boolean named(ParametersParameterComponent parameter, String name) {
        return name.equalsIgnoreCase(parameter.getName());
    }

    /** canonical, url and uri are all of UriType. */
    private static String canonical(ParametersParameterComponent parameter, String at) {
        String value = parameter.getValue() instanceof UriType uri ? uri.getValue() : null;
        if (value == null || value.isBlank()) {
            throw rejected(
                    IssueType.VALUE, at + ".value", "Parameter questionnaire is a valueCanonical: the form's url.");
        }
        if (value.length() > LONGEST_CANONICAL) {
            throw rejected(
                    IssueType.TOOLONG,
                    at + ".value",
                    "The canonical is longer than " + LONGEST_CANONICAL + " characters.");
        }
        return value;
    }

    private static OperationOutcome outcome(ParametersParameterComponent parameter, String at) {
        if (parameter.getResource() instanceof OperationOutcome outcome && outcome.hasIssue()) {
            return outcome;
        }
        throw rejected(
                IssueType.VALUE,
                at + ".resource",
                "Parameter operationOutcome holds an OperationOutcome resource with at least one issue.");
    }

    private static void present(int count, String name, String what) {
        if (count == 0) {
            throw rejected(IssueType.REQUIRED, PARAMETERS, "Parameter " + name + " is missing: the " + what + ".");
        }
        if (count > MOST) {
            throw rejected(IssueType.TOOCOSTLY, PARAMETERS, "Send at most " + MOST + " parameters " + name + ".");
        }
    }

    static RejectedRequest rejected(IssueType type, String expression, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, expression, diagnostics));
    }
}
