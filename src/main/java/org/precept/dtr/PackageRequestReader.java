package org.precept.dtr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Reads the operation's Parameters; everything wrong with them is told at once. Parameters it does not know are ignored. */
final class PackageRequestReader {
    private static final int BAD_REQUEST = 400;

    private final List<Issue> issues = new ArrayList<>();
    private final List<Given<Coverage>> coverages = new ArrayList<>();
    private final List<Given<Resource>> orders = new ArrayList<>();
    private final List<Given<Canonical>> questionnaires = new ArrayList<>();
    private final List<Given<String>> contexts = new ArrayList<>();
    private final List<Resource> referenced = new ArrayList<>();
    private @Nullable Instant changedSince;
    private int coverageParameters;

    private final DtrEdition edition;

    private PackageRequestReader(DtrEdition edition) {
        this.edition = edition;
    }

    /**
     * The request.
     *
     * @param parameters the body, null when there was none
     * @throws RejectedRequest 400, naming every element that is missing, repeated or of the wrong type
     */
    static PackageRequest read(@Nullable Parameters parameters, DtrEdition edition) {
        if (parameters == null) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.REQUIRED,
                            "Parameters",
                            "The body is empty. Send Parameters with a coverage and an order, questionnaire or context."));
        }
        return new PackageRequestReader(edition).readAll(parameters);
    }

    private PackageRequest readAll(Parameters parameters) {
        for (int i = 0; i < parameters.getParameter().size(); i++) {
            read(parameters.getParameter().get(i), "Parameters.parameter[%d]".formatted(i));
        }
        checkCounts();
        if (!issues.isEmpty()) {
            throw new RejectedRequest(BAD_REQUEST, issues);
        }
        return new PackageRequest(
                coverages.get(0),
                coverages.subList(1, coverages.size()),
                orders,
                questionnaires,
                contexts.isEmpty() ? null : contexts.get(0),
                changedSince,
                referenced);
    }

    private void read(ParametersParameterComponent parameter, String element) {
        String name = String.valueOf(parameter.getName()).toLowerCase(Locale.ROOT);
        switch (name) {
            case "coverage" -> coverage(parameter, element);
            case "order" -> order(parameter, element);
            case "questionnaire" -> questionnaire(parameter, element);
            case "context" -> context(parameter, element);
            case "changedsince" -> changedSince(parameter, element);
            case "referenced" -> referenced(parameter);
            default -> {
                // The profile's slices are open: others may add parameters of their own.
            }
        }
    }

    private void coverage(ParametersParameterComponent parameter, String element) {
        coverageParameters++;
        if (parameter.getResource() instanceof Coverage coverage) {
            coverages.add(new Given<>(element + ".resource", coverage));
        } else {
            wrong(
                    element + ".resource",
                    "The coverage parameter holds no Coverage resource. Send the Coverage itself.");
        }
    }

    private void order(ParametersParameterComponent parameter, String element) {
        Resource resource = parameter.getResource();
        if (resource != null && edition.orders().contains(resource.fhirType())) {
            orders.add(new Given<>(element + ".resource", resource));
        } else {
            wrong(element + ".resource", "An order parameter holds one of " + String.join(", ", sortedOrders()) + ".");
        }
    }

    private void questionnaire(ParametersParameterComponent parameter, String element) {
        String value = primitive(parameter);
        if (value == null) {
            wrong(element + ".value", "A questionnaire parameter holds a canonical, url or url|version.");
        } else {
            questionnaires.add(new Given<>(element + ".value", Canonical.parse(value)));
        }
    }

    private void context(ParametersParameterComponent parameter, String element) {
        String value = primitive(parameter);
        if (value == null) {
            wrong(element + ".value", "The context is a string: a coverage-assertion-id or a trace number.");
        } else {
            contexts.add(new Given<>(element + ".value", value));
        }
    }

    private void changedSince(ParametersParameterComponent parameter, String element) {
        if (parameter.getValue() instanceof InstantType instant && instant.hasValue()) {
            changedSince = instant.getValue().toInstant();
        } else if (parameter.getValue() instanceof BaseDateTimeType time && time.hasTime()) {
            changedSince = time.getValue().toInstant();
        } else {
            wrong(element + ".value", "changedsince is an instant, e.g. 2026-01-31T08:00:00Z.");
        }
    }

    private void referenced(ParametersParameterComponent parameter) {
        if (parameter.getResource() instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(resource -> resource != null)
                    .forEach(referenced::add);
        } else if (parameter.getResource() != null) {
            referenced.add(parameter.getResource());
        }
    }

    private void checkCounts() {
        if (coverageParameters == 0) {
            missing("No coverage. Send one parameter named coverage with the member's Coverage resource.");
        }
        if (coverages.size() > 1 && !edition.takesSeveralCoverages()) {
            wrong(coverages.get(1).element(), "Several coverages. Ask for one coverage at a time.");
        }
        if (contexts.size() > 1) {
            wrong(contexts.get(1).element(), "Several contexts. Send at most one.");
        }
        if (issues.isEmpty() && orders.isEmpty() && questionnaires.isEmpty() && contexts.isEmpty()) {
            missing("Nothing to go by (invariant dtr-1). Send at least one order, questionnaire or context.");
        }
    }

    private static @Nullable String primitive(ParametersParameterComponent parameter) {
        String value = parameter.hasValue() && parameter.getValue().isPrimitive()
                ? parameter.getValue().primitiveValue()
                : null;
        return value == null || value.isBlank() ? null : value.strip();
    }

    private List<String> sortedOrders() {
        return edition.orders().stream().sorted().toList();
    }

    private void missing(String diagnostics) {
        issues.add(new Issue(IssueType.REQUIRED, "Parameters.parameter", diagnostics));
    }

    private void wrong(String element, String diagnostics) {
        issues.add(new Issue(IssueType.INVALID, element, diagnostics));
    }
}
