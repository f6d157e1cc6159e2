package org.precept.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Fills forms as a form app does: the logic of packages in cql-execution, the engine that browsers use, on what the FHIR API
 * of an EHR gives out. Runs {@code src/test/js/prefill.mjs} with the engine that the form app brings along.
 */
public final class FormClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("src/test/js/prefill.mjs");
    private static final Path VENDORED = Path.of("src/main/resources/dtr-app/vendor");
    private static final int OLDEST_NODE = 18;

    private final Path directory;
    private final ArrayNode runs = JSON.createArrayNode();
    private int packages;

    /** @param directory for packages and jobs */
    public FormClient(Path directory) {
        this.directory = directory;
    }

    /** Skips the test, and says so, where there is no Node that can run the client. */
    public static void assumeNode() throws IOException, InterruptedException {
        int version = nodeVersion();
        if (version < OLDEST_NODE) {
            System.err.println("SKIPPED: forms are not filled in a client, there is no node " + OLDEST_NODE
                    + " or newer on the path. The rest of the tests needs none.");
        }
        Assumptions.assumeTrue(version >= OLDEST_NODE, "no node " + OLDEST_NODE + " or newer on the path");
    }

    /** Keeps the answer of {@code $questionnaire-package} for runs. */
    public Path keep(byte[] packaged) throws IOException {
        return Files.write(directory.resolve("package-" + packages++ + ".json"), packaged);
    }

    /** A run to come: the form of a package, on the chart behind the base url, on the day. */
    public void add(String name, Path packaged, URI ehr, String patient, LocalDate today) {
        ObjectNode run = runs.addObject();
        run.putArray("today").add(today.getYear()).add(today.getMonthValue()).add(today.getDayOfMonth());
        run.put("name", name)
                .put("packaged", packaged.toAbsolutePath().toString())
                .put("ehr", ehr.toString())
                .put("patient", patient);
    }

    /** Runs all that was added; what each expression of a form gave, by name of the run. */
    public JsonNode run() throws IOException, InterruptedException {
        ObjectNode job = JSON.createObjectNode();
        job.put("engine", engine().toUri().toString());
        job.set("runs", runs);
        Path file = directory.resolve("job.json");
        JSON.writeValue(file.toFile(), job);
        Path values = directory.resolve("values.json");
        Path complaints = directory.resolve("complaints.txt");
        Process node = new ProcessBuilder("node", SCRIPT.toString(), file.toString())
                .redirectOutput(values.toFile())
                .redirectError(complaints.toFile())
                .start();
        if (!node.waitFor(5, TimeUnit.MINUTES)) {
            node.destroyForcibly();
            throw new AssertionError("the client did not end");
        }
        String said = Files.readString(complaints);
        if (node.exitValue() != 0 || !said.isBlank()) {
            throw new AssertionError("the client complains: " + said);
        }
        return JSON.readTree(values.toFile());
    }

    private static Path engine() throws IOException {
        try (Stream<Path> files = Files.walk(VENDORED)) {
            return files.filter(file -> file.endsWith("cql-execution.min.mjs"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no cql-execution below " + VENDORED))
                    .toAbsolutePath();
        }
    }

    /** 0 when there is none. */
    private static int nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return node.waitFor() == 0
                    ? Integer.parseInt(version.strip().substring(1).split("\\.", 2)[0])
                    : 0;
        } catch (IOException notThere) {
            return 0;
        }
    }
}
