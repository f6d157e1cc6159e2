package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form app's own modules: their tests in {@code src/test/dtr-app}, run by Node where there is one, and their size. */
class AppModulesTest {

    private static final Path MODULES = Path.of("src/main/resources/dtr-app");
    private static final Path TESTS = Path.of("src/test/dtr-app");
    private static final int LONGEST = 300;
    /** From here on Node takes a file with import statements as a module without being told. */
    private static final int OLDEST_NODE = 22;

    private static final int OLDEST_NODE_20 = 19;
    private static final long SECONDS = 120;

    @Test
    void theirTestsPass() throws IOException, InterruptedException {
        assumeTrue(
                nodeRunsModules(),
                "NOT RUN: the tests of the form app's modules need Node 20.19 or newer on the PATH. Nothing else does.");

        Process node = new ProcessBuilder("node", "--test", TESTS.toString() + "/")
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("# pass [1-9]");
    }

    @Test
    void modulesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(MODULES)) {
            assertThat(files.filter(file -> !file.startsWith(MODULES.resolve("vendor")))
                            .filter(file -> file.toString().endsWith(".js"))
                            .filter(file -> lines(file).size() > LONGEST))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        try (Stream<Path> files = Files.walk(MODULES)) {
            assertThat(files.filter(file -> !file.startsWith(MODULES.resolve("vendor")))
                            .filter(file -> file.toString().matches(".*\\.(js|css|html)"))
                            .flatMap(file -> lines(file).stream()))
                    .noneMatch(
                            line -> line.matches(".*(?:from|import\\(|src=|href=|url\\()\\s*['\"]?(?:https?:)?//.*"));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean nodeRunsModules() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            node.waitFor();
            Matcher parts = Pattern.compile("v(\\d+)\\.(\\d+)\\.").matcher(version);
            return parts.lookingAt()
                    && (Integer.parseInt(parts.group(1)) >= OLDEST_NODE
                            || (parts.group(1).equals("20") && Integer.parseInt(parts.group(2)) >= OLDEST_NODE_20));
        } catch (IOException noNode) {
            return false;
        }
    }
}
