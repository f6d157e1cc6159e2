package org.precept.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A page under {@code docs/} that says how each statement of a guide is met, and by which tests: tables whose first column
 * names statements ({@code spec-1}, {@code spec-3 to spec-5}), tests in backticks.
 */
public record RequirementsPage(Path page) {
    private static final Pattern ID = Pattern.compile("\\b([a-z]+(?:-[a-z]+)*)-(\\d+)( to \\1-(\\d+))?\\b");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Models)|[a-z]+\\.test\\.mjs)(?:\\.(\\w+))?`");

    /** The statements that the page lists. */
    public Set<String> listed() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(page)) {
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

    /**
     * Those of a guide's statements that a predicate chooses. Says aloud when the guide is not there, and ends the test.
     *
     * @param file of the guide's Requirements resource below the shared directory
     */
    public static Set<String> official(String file, Predicate<JsonNode> chosen) throws IOException {
        Path official = OfficialValidator.official(file);
        if (!Files.exists(official)) {
            System.out.println("REQUIREMENTS NOT COMPARED with the guide: no file " + official);
            Assumptions.abort("official requirements absent");
        }
        Set<String> keys = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(official.toFile()).path("statement")) {
            if (chosen.test(statement)) {
                keys.add(statement.path("key").asText());
            }
        }
        return keys;
    }

    /**
     * Fails when the page names a test that does not exist, or two test classes bear one name.
     *
     * @param atLeast how many tests a page that says something names
     */
    public void namesOnlyTestsThatExist(int atLeast) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
            for (Path file : files.filter(RequirementsPage::isTest).toList()) {
                String other = sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                assertThat(other == null || !isNamedAsTest(file))
                        .as("one test class is called " + file.getFileName())
                        .isTrue();
            }
        }
        List<String> missing = new ArrayList<>();
        Matcher tests = TEST.matcher(Files.readString(page));
        int named = 0;
        while (tests.find()) {
            named++;
            String source = sources.getOrDefault(tests.group(1), "");
            if (source.isEmpty() || (tests.group(2) != null && !source.contains("void " + tests.group(2) + "("))) {
                missing.add(tests.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(atLeast);
    }

    private static boolean isNamedAsTest(Path file) {
        return file.toString().endsWith("Test.java") || file.toString().endsWith("IT.java");
    }

    private static boolean isTest(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".mjs");
    }
}
