package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.precept.support.OfficialValidator;

/** {@code docs/crd-requirements.md} names every statement for a server, and tests that exist. */
class RequirementsTest {
    private static final Path AUDIT = Path.of("docs/crd-requirements.md");
    private static final Path OFFICIAL = OfficialValidator.official("ig/crd-2.2.1/Requirements.json");
    private static final Pattern ID = Pattern.compile("\\b([a-z]+)-(\\d+)( to \\1-(\\d+))?\\b");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Models))(?:\\.(\\w+))?`");

    @Test
    void everyStatementForAServerIsListed() throws IOException {
        if (!Files.exists(OFFICIAL)) {
            System.out.println("REQUIREMENTS NOT COMPARED with the guide: no file " + OFFICIAL);
            Assumptions.abort("official requirements absent");
        }
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(AUDIT)) {
            if (line.startsWith("| ")) {
                Matcher ids = ID.matcher(line.split("\\|")[1]);
                while (ids.find()) {
                    int first = Integer.parseInt(ids.group(2));
                    int last = ids.group(4) == null ? first : Integer.parseInt(ids.group(4));
                    for (int number = first; number <= last; number++) {
                        listed.add(ids.group(1) + "-" + number);
                    }
                }
            }
        }
        Set<String> official = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(OFFICIAL.toFile()).path("statement")) {
            if (statement.path("extension").findValuesAsText("valueId").stream()
                    .anyMatch(actor -> actor.startsWith("crd-server"))) {
                official.add(statement.path("key").asText());
            }
        }

        listed.retainAll(official);
        assertThat(listed).isEqualTo(official).hasSizeGreaterThan(140);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        List<String> missing = new ArrayList<>();
        Matcher tests = TEST.matcher(Files.readString(AUDIT));
        int named = 0;
        while (tests.find()) {
            named++;
            String source = sources.getOrDefault(tests.group(1), "");
            if (source.isEmpty() || (tests.group(2) != null && !source.contains("void " + tests.group(2) + "("))) {
                missing.add(tests.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(80);
    }
}
