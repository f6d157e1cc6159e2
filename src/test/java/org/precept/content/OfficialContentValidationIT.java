package org.precept.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * All content against FHIR R4 and the official packages: Questionnaires against DTR 2.2.0 dtr-std-questionnaire, payers
 * against the PAS 2.2.1 insurer, everything else against the base specification. Needs the validator beside the project.
 */
class OfficialContentValidationIT {
    private static final Path SHARED = Path.of(System.getProperty("precept.shared", "../shared"));
    private static final Path VALIDATOR = SHARED.resolve("tools/validator/validate");

    /**
     * The two phases of a policy share criteria and an action's id is its criterion's id, which clients rely on; FHIR
     * wants element ids unique in a resource. Known, and accepted for plans only.
     */
    private static final Pattern SHARED_CRITERION =
            Pattern.compile(".*PlanDefinition\\.json: error PlanDefinition\\.action.* Duplicate id value '[a-z-]+'");

    @Test
    void contentIsValidAgainstTheOfficialPackages() throws IOException, InterruptedException {
        if (!Files.isExecutable(VALIDATOR) || !Files.isDirectory(SHARED.resolve("ig/packages"))) {
            System.out.println("NOT VALIDATED against the official packages: no validator and packages at "
                    + SHARED.toAbsolutePath().normalize() + " (set -Dprecept.shared)");
            Assumptions.abort("validator or packages absent");
        }
        List<String> output = validate();

        String summary = output.get(output.size() - 1);
        assertThat(summary).matches(ContentOnDisk.items().count() + " files, \\d+ errors");
        assertThat(output.stream()
                        .filter(line -> line.contains(": error "))
                        .filter(line -> !SHARED_CRITERION.matcher(line).matches()))
                .isEmpty();
    }

    private static List<String> validate() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(VALIDATOR.toAbsolutePath().normalize().toString(), "--context", "fhir-resources"));
        for (String folder : List.of("terminology", "payers", "libraries", "policies")) {
            command.add("fhir-resources/" + folder);
        }
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
