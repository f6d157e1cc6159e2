package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.policy.Form;
import org.precept.support.RealContent;

/**
 * What the server sends for every form, with a member's answers filled in, against DTR 2.2.0. Needs the validator and the
 * guides' packages beside the project.
 */
class DtrValidationIT extends DtrServerTest {
    private static final Path SHARED = Path.of(System.getProperty("precept.shared", "../shared"));
    private static final Path VALIDATOR = SHARED.resolve("tools/validator/validate");

    /** A demo member of each payer with something on record. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "caresource-passe", List.of("CS-1001", "CS-1005"),
            "mmm", List.of("MMM-2001", "MMM-2002"),
            "cigna", List.of("CG-3001"),
            "policy-2020910", List.of("KP-4002", "KP-4004"));

    @TempDir
    private Path answers;

    @Test
    void packagesAndDraftsAreValid() throws IOException, InterruptedException {
        if (!Files.isExecutable(VALIDATOR) || !Files.isDirectory(SHARED.resolve("ig/packages"))) {
            System.out.println("NOT VALIDATED against DTR 2.2.0: no validator and packages at "
                    + SHARED.toAbsolutePath().normalize() + " (set -Dprecept.shared)");
            Assumptions.abort("validator or packages absent");
        }
        int files = 0;
        for (Form form : RealContent.policies().questionnaires().all()) {
            for (String payer : form.policy().payers()) {
                for (String member : MEMBERS.getOrDefault(payer, List.of())) {
                    Parameters request = Requests.with(Requests.coverage(payer, member));
                    Requests.and(request, "order", Requests.order(Requests.UNCLASSIFIED_HCPCS));
                    String answer = ask(Requests.form(request, form.canonical().toString()))
                            .body();
                    Files.writeString(answers.resolve(form.canonical().tail() + "-" + member + ".json"), answer);
                    files++;
                }
            }
        }

        List<String> output = validate();

        assertThat(output.get(output.size() - 1)).isEqualTo(files + " files, 0 errors");
        assertThat(files)
                .isGreaterThanOrEqualTo(
                        RealContent.policies().questionnaires().all().size());
    }

    private List<String> validate() throws IOException, InterruptedException {
        Path output = answers.resolveSibling(answers.getFileName() + "-validation.txt");
        Process process = new ProcessBuilder(
                        VALIDATOR.toAbsolutePath().normalize().toString(),
                        "--context",
                        "fhir-resources",
                        answers.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the validator did not end within five minutes");
        }
        List<String> lines = Files.readAllLines(output);
        Files.delete(output);
        return lines;
    }
}
