package org.precept.pas.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.OfficialValidator;
import org.precept.support.ServerTest;

/**
 * Both bases against the checks of Inferno's PAS server suites; then every request and answer against the official packages.
 * What was sent and answered stays in target/validation/pas-2.2.1 and pas-2.0.1.
 */
class PasInfernoIT extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.2.1", "2.0.1"})
    void everyAnswerPasses(String edition) throws IOException, InterruptedException {
        PasRun run = PasRun.of(client, edition, "inferno");
        Path output = OfficialValidator.empty(Path.of("target/validation/pas-" + edition));
        int files = write(run, output);

        List<String> problems = new ArrayList<>(PasChecks.problems(PasChecks.ofAnswers(), run.answers()));
        problems.addAll(PasChecks.problems(PasChecks.ofErrors(), run.refusals()));
        MustSupport mustSupport = MustSupport.of(edition);
        for (String operation : List.of("submit", "inquire")) {
            List<JsonNode> resources = run.answers().stream()
                    .filter(exchange -> exchange.operation().equals(operation))
                    .flatMap(exchange -> exchange.resources().stream())
                    .toList();
            mustSupport.missing(operation, resources).forEach(element -> problems.add(operation + ": no " + element));
        }
        problems.forEach(System.out::println);
        OfficialValidator.assumePresent();
        List<String> lines =
                OfficialValidator.validate("--prefer", "hl7.fhir.us.davinci-pas-" + edition, output.toString());
        Files.write(Path.of("target/validation/pas-" + edition + ".txt"), lines);
        assertThat(lines.get(lines.size() - 1)).startsWith(files + " files");
        assertThat(problems).isEmpty();
        assertThat(lines.stream().filter(line -> line.contains(": error "))).isEmpty();
    }

    private static int write(PasRun run, Path directory) throws IOException {
        int files = 0;
        for (Exchange exchange : run.answers()) {
            String name = "%02d-%s-%s".formatted(files, exchange.operation(), exchange.name());
            Files.writeString(directory.resolve(name + "-request.json"), exchange.request());
            files++;
            int part = 0;
            for (JsonNode bundle : exchange.bundles()) {
                Files.writeString(directory.resolve(name + "-answer" + part++ + ".json"), bundle.toPrettyString());
                files++;
            }
        }
        return files;
    }
}
