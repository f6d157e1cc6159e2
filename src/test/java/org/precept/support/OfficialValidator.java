package org.precept.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The validator beside the project (system property {@code precept.shared}), with the official packages. */
public final class OfficialValidator {
    private static final Path SHARED = Path.of(System.getProperty("precept.shared", "../shared"));
    private static final Path PROGRAM = SHARED.resolve("tools/validator/validate");

    private OfficialValidator() {}

    /** A file of the official material; it may not be there. */
    public static Path official(String path) {
        return SHARED.resolve(path);
    }

    /** Ends the test as aborted, aloud, when validator or packages are not there. */
    public static void assumePresent() {
        if (!Files.isExecutable(PROGRAM) || !Files.isDirectory(SHARED.resolve("ig/packages"))) {
            System.out.println("NOT VALIDATED against the official packages: no validator and packages at "
                    + SHARED.toAbsolutePath().normalize() + " (set -Dprecept.shared)");
            Assumptions.abort("validator or packages absent");
        }
    }

    /** The directory, emptied of files that an earlier run left. */
    public static Path empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return directory;
    }

    /** What the validator prints, line by line; the last line counts files and errors. */
    public static List<String> validate(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(PROGRAM.toAbsolutePath().normalize().toString());
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile("validation", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the validator did not end within ten minutes");
            }
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
        }
    }
}
