package org.precept.support;

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
import java.util.Set;
import org.hl7.fhir.utilities.npm.NpmPackage;

/** A logical model for metrics of an official package: names, what must be there, what repeats. */
public final class MetricModel {
    private static final Path PACKAGES = Path.of(System.getProperty("precept.shared", "../shared"), "ig/packages");

    private final Map<String, JsonNode> elements = new LinkedHashMap<>();

    private final Set<String> ours;

    private MetricModel(JsonNode definition, String root, Set<String> ours) {
        this.ours = ours;
        for (JsonNode element : definition.at("/differential/element")) {
            String path = element.path("path").asText();
            if (path.startsWith(root)) {
                elements.put(path.substring(root.length()), element);
            }
        }
    }

    /**
     * Reads it; skips the test where the packages are not at hand.
     *
     * @param guide e.g. {@code pas-2.2.1}
     * @param name of the model
     * @param ours paths that we add to it
     */
    public static MetricModel read(String guide, String name, Set<String> ours) throws IOException {
        Path file = PACKAGES.resolve("hl7.fhir.us.davinci-" + guide + ".tgz");
        assumeTrue(Files.exists(file), "no " + file.toAbsolutePath().normalize() + " (set -Dprecept.shared)");
        try (InputStream in = Files.newInputStream(file)) {
            NpmPackage guides = NpmPackage.fromPackage(in);
            String folder =
                    guides.list("other").contains("StructureDefinition-" + name + ".json") ? "other" : "package";
            try (InputStream definition = guides.load(folder, "StructureDefinition-" + name + ".json")) {
                return new MetricModel(new ObjectMapper().readTree(definition), name + ".", Set.copyOf(ours));
            }
        }
    }

    /** What does not fit. */
    public List<String> problems(JsonNode call) {
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
                if (!ours.contains(path)) {
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
