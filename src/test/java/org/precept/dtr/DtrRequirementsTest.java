package org.precept.dtr;

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

/** {@code docs/dtr-requirements.md} names every statement for a server, what a client must do, and tests that exist. */
class DtrRequirementsTest {
    private static final Path AUDIT = Path.of("docs/dtr-requirements.md");
    private static final Path OFFICIAL = OfficialValidator.official("ig/dtr-2.2.0/Requirements.json");
    private static final Pattern ID = Pattern.compile("\\b([a-z]+)-(\\d+)( to \\1-(\\d+))?\\b");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT)|[a-z]+\\.test\\.mjs)(?:\\.(\\w+))?`");

    @Test
    void everyStatementForThePayerAndWhatBindsTheAppIsListed() throws IOException {
        if (!Files.exists(OFFICIAL)) {
            System.out.println("REQUIREMENTS NOT COMPARED with the guide: no file " + OFFICIAL);
            Assumptions.abort("official requirements absent");
        }
        Set<String> official = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(OFFICIAL.toFile()).path("statement")) {
            if (isForServers(statement) || isBinding(statement)) {
                official.add(statement.path("key").asText());
            }
        }

        assertThat(listed()).isEqualTo(official).hasSizeGreaterThan(150);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
            for (Path file : files.filter(DtrRequirementsTest::isTest).toList()) {
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

    private static Set<String> listed() throws IOException {
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
        return listed;
    }

    private static boolean isForServers(JsonNode statement) {
        return statement.path("extension").findValuesAsText("valueId").contains("dtr-server");
    }

    /** SHALL NOT has no code of its own in R4: an extension says that the statement forbids. */
    private static boolean isBinding(JsonNode statement) {
        boolean forbids =
                statement.path("extension").findValuesAsText("valueBoolean").contains("true");
        return forbids || statement.path("conformance").toString().contains("\"SHALL\"");
    }

    private static boolean isTest(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".mjs");
    }
}
