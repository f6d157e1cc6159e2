package org.precept.crd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.utilities.npm.NpmPackage;

/** The logical model CRDMetricData of the official package: names, what must be there, what repeats. */
final class MetricModel {
    private static final Path PACKAGE =
            Path.of(System.getProperty("precept.shared", "../shared"), "ig/packages/hl7.fhir.us.davinci-crd-2.2.1.tgz");
    private static final String ROOT = "CRDMetricData.";

    private final Map<String, JsonNode> elements = new LinkedHashMap<>();

    private MetricModel(JsonNode definition) {
        for (JsonNode element : definition.at("/differential/element")) {
            String path = element.path("path").asText();
            if (path.startsWith(ROOT)) {
                elements.put(path.substring(ROOT.length()), element);
            }
        }
    }

    static MetricModel read() throws IOException {
        assumeTrue(Files.exists(PACKAGE), "no " + PACKAGE.toAbsolutePath().normalize() + " (set -Dprecept.shared)");
        try (InputStream in = Files.newInputStream(PACKAGE)) {
            NpmPackage crd = NpmPackage.fromPackage(in);
            try (InputStream file = crd.load("other", "StructureDefinition-CRDMetricData.json")) {
                return new MetricModel(new ObjectMapper().readTree(file));
            }
        }
    }

    /** What does not fit; our number of a card stands for the engagement that is joined later. */
    List<String> problems(JsonNode call) {
        List<String> problems = new ArrayList<>();
        check("", call, problems);
        return problems;
    }

    private void check(String prefix, JsonNode object, List<String> problems) {
        elements.forEach((path, element) -> {
            boolean child = path.startsWith(prefix) && path.indexOf('.', prefix.length()) < 0;
            if (child && element.path("min").asInt() > 0 && !object.has(path.substring(prefix.length()))) {
                problems.add(path + " is missing");
            }
        });
        object.fields().forEachRemaining(field -> {
            String path = prefix + field.getKey();
            JsonNode element = elements.get(path);
            if (element == null) {
                if (!path.equals("request.response.card")) {
                    problems.add(path + " is unknown");
                }
                return;
            }
            JsonNode value = field.getValue();
            boolean repeats = element.path("max").asText().equals("*");
            if (repeats != value.isArray()) {
                problems.add(path + (repeats ? " must be an array" : " must not be an array"));
            } else if (repeats && value.isEmpty()) {
                problems.add(path + " is empty");
            } else if (isBackbone(element)) {
                (repeats ? value : List.of(value)).forEach(each -> check(path + ".", each, problems));
            }
        });
    }

    private static boolean isBackbone(JsonNode element) {
        return element.at("/type/0/code").asText().equals("BackboneElement");
    }
}
