package org.precept.pas.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.OfficialValidator;
import org.precept.support.ServerTest;

/**
 * Both bases against the checks of Inferno's PAS server suites; then every request and answer against the official packages.
 * What was sent and answered stays in target/validation/pas-2.2.1 and pas-2.0.1.
 */
class PasInfernoIT extends ServerTest {

    /** Elements that no answer here carries, with the reason: edition, operation, element. */
    private static final Path ABSENT = Path.of("src/test/resources/pas/must-support-absent.txt");

    /**
     * By edition: an answer may refer to an initial request only, not to an update or appeal, which shows where both lie in
     * one Bundle (a reviewer's worklist); an extension that the profile has where its own definition does not allow it; and
     * the prior Claim, which updates bring along although the request Bundle of 2.0.1 has room for one Claim only.
     */
    private static final Map<String, List<String>> DEFECTS = Map.of(
            "2.2.1",
            List.of(".request Unable to find a profile match for Claim/"),
            "2.0.1",
            List.of(
                    "extension-administrationReferenceNumber is not allowed to be used",
                    "Bundle.entry:Claim: max allowed = 1, but found 2"));

    @ParameterizedTest
    @ValueSource(strings = {"2.2.1", "2.0.1"})
    void everyAnswerPasses(String edition) throws IOException, InterruptedException {
        PasRun run = PasRun.of(client, edition, "inferno");
        Path output = OfficialValidator.empty(Path.of("target/validation/pas-" + edition));
        int files = write(run, output);

        assertThat(PasChecks.problems(PasChecks.ofAnswers(), run.answers())).isEmpty();
        assertThat(PasChecks.problems(PasChecks.ofErrors(), run.refusals())).isEmpty();
        assertThat(PasChecks.problems(PasChecks.ofAttachments(), run.attachments()))
                .isEmpty();
        assertThat(run.notificationProblems()).isEmpty();
        assertThat(absent(run, edition)).containsExactlyInAnyOrderElementsOf(knownAbsent(edition));

        OfficialValidator.assumePresent();
        List<String> lines =
                OfficialValidator.validate("--prefer", "hl7.fhir.us.davinci-pas-" + edition, output.toString());
        Files.write(Path.of("target/validation/pas-" + edition + ".txt"), lines);
        assertThat(lines.get(lines.size() - 1)).startsWith(files + " files");
        assertThat(lines.stream()
                        .filter(line -> line.contains(": error "))
                        .filter(line -> DEFECTS.get(edition).stream().noneMatch(line::contains)))
                .isEmpty();
    }

    private static Set<String> absent(PasRun run, String edition) throws IOException {
        MustSupport mustSupport = MustSupport.of(edition);
        Set<String> absent = new TreeSet<>();
        for (String operation : List.of("submit", "inquire")) {
            List<JsonNode> resources = run.answers().stream()
                    .filter(exchange -> exchange.operation().equals(operation))
                    .flatMap(exchange -> exchange.resources().stream())
                    .toList();
            mustSupport
                    .missing(operation, resources)
                    .forEach(element -> absent.add(edition + " " + operation + " " + element));
        }
        return absent;
    }

    private static List<String> knownAbsent(String edition) throws IOException {
        return Files.readAllLines(ABSENT).stream()
                .filter(line -> line.startsWith(edition))
                .toList();
    }

    private static int write(PasRun run, Path directory) throws IOException {
        List<String> files = new ArrayList<>();
        for (Exchange exchange : run.answers()) {
            String name = "%02d-%s-%s".formatted(files.size(), exchange.operation(), exchange.name());
            files.add(name + "-request.json");
            Files.writeString(directory.resolve(name + "-request.json"), exchange.request());
            for (JsonNode bundle : exchange.bundles()) {
                String answer = "%s-answer-%02d.json".formatted(name, files.size());
                files.add(answer);
                Files.writeString(directory.resolve(answer), bundle.toPrettyString());
            }
        }
        for (Exchange exchange : run.attachments()) {
            add("attachment-" + exchange.name(), exchange.asked(), directory, files);
            add("attachment-" + exchange.name() + "-answer", exchange.answered(), directory, files);
        }
        for (Exchange exchange : run.refusals()) {
            add("refusal-" + exchange.name(), exchange.answered(), directory, files);
        }
        for (JsonNode notification : run.notifications()) {
            add("notification", notification, directory, files);
        }
        for (JsonNode review : run.reviews()) {
            add("review", review, directory, files);
        }
        return files.size();
    }

    private static void add(String what, JsonNode resource, Path directory, List<String> files) throws IOException {
        String name = "%02d-%s.json".formatted(files.size(), what);
        files.add(name);
        Files.writeString(directory.resolve(name), resource.toPrettyString());
    }
}
