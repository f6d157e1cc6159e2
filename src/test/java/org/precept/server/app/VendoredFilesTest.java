package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Third-party files of the form app are exactly those that SOURCES.json lists, each with a licence. */
class VendoredFilesTest {

    private static final Path VENDOR = Path.of("src/main/resources/dtr-app/vendor");

    @Test
    void everyFileIsListedWithItsHash() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        sources()
                .forEach(source -> source.path("files")
                        .forEach(file -> listed.put(
                                file.path("path").asText(), file.path("sha256").asText())));

        assertThat(found()).isEqualTo(listed);
    }

    @Test
    void everySourceBringsItsLicence() throws IOException {
        assertThat(sources()).isNotEmpty().allSatisfy(source -> {
            String files = source.path("files").toString();
            assertThat(files).containsIgnoringCase("licen");
            if (source.has("packages")) {
                assertThat(source.path("packages")).allSatisfy(inside -> {
                    assertThat(inside.path("licence").asText()).isNotBlank();
                    assertThat(inside.path("integrity").asText()).startsWith("sha512-");
                    assertThat(files)
                            .contains(inside.path("name")
                                            .asText()
                                            .replace("@", "")
                                            .replace("/", "-") + ".txt");
                });
            } else {
                assertThat(source.path("licence").asText()).isNotBlank();
                assertThat(source.path("integrity").asText()).startsWith("sha512-");
            }
        });
    }

    private static JsonNode sources() throws IOException {
        return new ObjectMapper().readTree(VENDOR.resolve("SOURCES.json").toFile());
    }

    private static Map<String, String> found() throws IOException {
        try (Stream<Path> files = Files.walk(VENDOR)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("SOURCES.json"))
                    .collect(Collectors.toMap(
                            file -> VENDOR.relativize(file).toString(),
                            VendoredFilesTest::hash,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
