package org.precept.pas.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which elements responses must be able to carry (groups 3.1 and 3.2), and which of them no answer of a run carries. The
 * lists are in {@code src/test/resources/pas}; the header of each says how its lines are read.
 *
 * @param elements by operation
 */
record MustSupport(Map<String, List<String>> elements) {
    private static final String GUIDE = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-";
    private static final Pattern STEP = Pattern.compile("([A-Za-z]+)(\\[x])?(?:\\(([^=]+)=([^)]+)\\))?");
    private static final Pattern SEPARATOR = Pattern.compile("\\.(?![^(]*\\))");

    /** The list of an edition, e.g. {@code 2.2.1}. */
    static MustSupport of(String edition) throws IOException {
        Map<String, List<String>> elements = new TreeMap<>();
        String operation = "";
        for (String line : Files.readAllLines(Path.of("src/test/resources/pas/must-support-" + edition + ".txt"))) {
            if (line.startsWith("[")) {
                operation = line.substring(1, line.length() - 1);
                elements.put(operation, new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                elements.get(operation).add(line);
            }
        }
        return new MustSupport(elements);
    }

    /** The elements of an operation's list that none of the resources carries. */
    List<String> missing(String operation, List<JsonNode> resources) {
        return elements.get(operation).stream()
                .filter(element -> resources.stream().noneMatch(resource -> carries(resource, element)))
                .toList();
    }

    static boolean carries(JsonNode resource, String element) {
        String[] steps = SEPARATOR.split(element);
        if (!Exchange.typeOf(resource).equals(steps[0])) {
            return false;
        }
        Stream<JsonNode> found = Stream.of(resource);
        for (int i = 1; i < steps.length; i++) {
            Matcher step = STEP.matcher(steps[i]);
            if (!step.matches()) {
                throw new IllegalArgumentException(element);
            }
            found = found.flatMap(node -> children(node, step.group(1), step.group(2) != null).stream())
                    .filter(node ->
                            step.group(3) == null || values(node, step.group(3)).contains(value(step.group(4))));
        }
        return found.findAny().isPresent();
    }

    private static String value(String text) {
        return text.startsWith("~") ? GUIDE + text.substring(1) : text;
    }

    private static List<String> values(JsonNode node, String path) {
        List<JsonNode> found = List.of(node);
        for (String step : path.split("\\.")) {
            found = found.stream()
                    .flatMap(each -> children(each, step, false).stream())
                    .toList();
        }
        return found.stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> children(JsonNode node, String name, boolean anyType) {
        List<JsonNode> children = new ArrayList<>();
        node.fields().forEachRemaining(field -> {
            if (field.getKey().equals(name) || (anyType && field.getKey().startsWith(name))) {
                JsonNode child = field.getValue();
                children.addAll(child.isArray() ? Exchange.elements(child) : List.of(child));
            }
        });
        return children;
    }
}
