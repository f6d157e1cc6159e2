package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Coverage-information in system actions: on which resources, and its ids per coverage. */
final class CoverageStatements {
    private static final String URL = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";
    private static final Set<String> ORDERS =
            Set.of("DeviceRequest", "MedicationRequest", "NutritionOrder", "ServiceRequest", "VisionPrescription");

    private CoverageStatements() {}

    /** Actions whose resource is of the type of the hook and carries the extension. */
    static List<JsonNode> of(Exchange exchange) {
        Set<String> types = switch (exchange.hook()) {
            case "appointment-book" -> Set.of("Appointment");
            case "encounter-start", "encounter-discharge" -> Set.of("Encounter");
            default -> ORDERS;
        };
        return exchange.systemActions().stream()
                .filter(action ->
                        types.contains(action.at("/resource/resourceType").asText()))
                .filter(action -> !extensions(action.path("resource")).isEmpty())
                .toList();
    }

    /** The action updates; one assertion id and at most one authorization per coverage, none shared between coverages. */
    static List<String> problems(JsonNode action) {
        List<String> problems = new ArrayList<>();
        if (!action.path("type").asText().equals("update")) {
            problems.add("coverage information comes with an action that is no update");
        }
        Map<String, List<JsonNode>> byCoverage = new LinkedHashMap<>();
        extensions(action.path("resource"))
                .forEach(extension -> byCoverage
                        .computeIfAbsent(value(extension, "coverage"), any -> new ArrayList<>())
                        .add(extension));
        Set<String> assertions = new HashSet<>();
        Set<String> authorizations = new HashSet<>();
        byCoverage.forEach((coverage, extensions) -> {
            Set<String> assertion = values(extensions, "coverage-assertion-id");
            Set<String> authorization = values(extensions, "satisfied-pa-id");
            if (assertion.size() != 1) {
                problems.add("not one assertion id for " + coverage);
            }
            if (authorization.size() > 1) {
                problems.add("more than one authorization for " + coverage);
            }
            if (!assertion.stream().allMatch(assertions::add)) {
                problems.add("two coverages have one assertion id");
            }
            if (!authorization.stream().allMatch(authorizations::add)) {
                problems.add("two coverages have one authorization");
            }
        });
        return problems;
    }

    private static List<JsonNode> extensions(JsonNode resource) {
        return Exchange.elements(resource.path("extension")).stream()
                .filter(extension -> extension.path("url").asText().equals(URL))
                .toList();
    }

    private static Set<String> values(List<JsonNode> extensions, String url) {
        Set<String> values = new TreeSet<>();
        extensions.forEach(extension -> values.add(value(extension, url)));
        values.remove("");
        return values;
    }

    private static String value(JsonNode extension, String url) {
        return Exchange.elements(extension.path("extension")).stream()
                .filter(part -> part.path("url").asText().equals(url))
                .map(part -> url.equals("coverage")
                        ? part.at("/valueReference/reference").asText()
                        : part.path("valueString").asText())
                .findFirst()
                .orElse("");
    }
}
