package org.precept.content;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;

/** Reads the project's content files; members are demonstration data and not part of it. */
final class ContentOnDisk {
    static final String BASE = "https://precept.example/fhir/";
    static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Path RESOURCES = Path.of("fhir-resources");
    private static final Path CQL = Path.of("cql");

    /**
     * One resource and where it stands.
     *
     * @param path relative to fhir-resources
     */
    record Item(Path path, Resource resource) {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    private ContentOnDisk() {}

    static Stream<Item> items() {
        return files(RESOURCES, ".json")
                .filter(path -> !path.startsWith(RESOURCES.resolve("members")))
                .map(path -> new Item(RESOURCES.relativize(path), parse(path)));
    }

    static <T extends Resource> Stream<T> all(Class<T> type) {
        return items().map(Item::resource).filter(type::isInstance).map(type::cast);
    }

    static Stream<Path> cqlFiles() {
        return files(CQL, ".cql");
    }

    /** The text of a library without its comments. */
    static String cql(String library) {
        return text(CQL.resolve(library + ".cql"))
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^\\s*//.*$", "");
    }

    static boolean hasCql(String library) {
        return Files.exists(CQL.resolve(library + ".cql"));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resource parse(Path path) {
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        try {
            return (Resource) parser.parseResource(text(path));
        } catch (RuntimeException e) {
            throw new AssertionError(path + ": " + e.getMessage(), e);
        }
    }

    private static Stream<Path> files(Path root, String ending) {
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> found = paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
