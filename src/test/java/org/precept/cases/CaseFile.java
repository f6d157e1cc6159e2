package org.precept.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds case files and lays each over the basis it names. */
final class CaseFile {
    private static final Path ROOT = Path.of("src/test/resources/cases");
    private static final String CHOICES = "choices";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CaseFile() {}

    /** Directories, one per policy id. */
    static List<Path> policies() {
        return children(ROOT, path -> Files.isDirectory(path) && !name(path).equals(CHOICES));
    }

    /** What each choice of a form says to the criteria; one file per form. */
    static List<Path> choices() {
        return children(ROOT.resolve(CHOICES), path -> path.toString().endsWith(".yaml"));
    }

    /** Cases of a policy; files that begin with an underscore are bases. */
    static List<Path> cases(Path policy) {
        return children(
                policy, path -> path.toString().endsWith(".yaml") && !name(path).startsWith("_"));
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName()).replace(".yaml", "");
    }

    private static List<Path> children(Path directory, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case with its basis underneath. */
    static ObjectNode read(Path file) {
        ObjectNode written = parse(file);
        JsonNode basis = written.remove("basis");
        ObjectNode whole =
                basis == null ? YAML.createObjectNode() : read(file.resolveSibling("_" + basis.asText() + ".yaml"));
        JsonNode without = written.remove("without");
        if (without != null) {
            remove(file, whole, without);
        }
        lay(whole, written);
        return whole;
    }

    private static ObjectNode parse(Path file) {
        try {
            return (ObjectNode) YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Facts by id, answers by linkId; what is to be left out must be there. */
    private static void remove(Path file, ObjectNode basis, JsonNode without) {
        Set<String> ids = new HashSet<>();
        Shorthand.elements(without).forEach(id -> ids.add(id.asText()));
        Set<String> removed = new HashSet<>();
        for (String list : List.of("record", "with request")) {
            if (basis.get(list) instanceof ArrayNode facts) {
                for (Iterator<JsonNode> each = facts.elements(); each.hasNext(); ) {
                    String id = Facts.id(each.next());
                    if (ids.contains(id)) {
                        removed.add(id);
                        each.remove();
                    }
                }
            }
        }
        if (basis.get("answers") instanceof ObjectNode answers) {
            ids.stream().filter(id -> answers.remove(id) != null).forEach(removed::add);
        }
        if (!removed.equals(ids)) {
            throw new IllegalArgumentException(file + ": without " + ids + ", but the basis only has " + removed);
        }
    }

    /** Maps are laid over key by key, lists are added to, anything else is replaced. */
    private static void lay(ObjectNode below, ObjectNode above) {
        for (Map.Entry<String, JsonNode> entry : above.properties()) {
            JsonNode old = below.get(entry.getKey());
            if (old instanceof ObjectNode map && entry.getValue() instanceof ObjectNode more) {
                lay(map, more);
            } else if (old instanceof ArrayNode list
                    && entry.getValue() instanceof ArrayNode more
                    && Set.of("record", "with request", "ledger").contains(entry.getKey())) {
                list.addAll(more);
            } else {
                below.set(entry.getKey(), entry.getValue());
            }
        }
    }
}
