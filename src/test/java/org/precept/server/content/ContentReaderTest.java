package org.precept.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Library;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.server.start.StartRefusedException;

class ContentReaderTest {

    private static final String VALUE_SET = """
            {"resourceType":"ValueSet","id":"x","url":"https://x.example/ValueSet/x","version":"1.0.0","status":"active"}
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void goodContent() throws IOException {
        write("fhir-resources/terminology/x.json", VALUE_SET);
    }

    @Test
    void goodContentIsReadAndNamedByItsPath() {
        Content content = read(false);

        assertThat(content.resources()).singleElement().satisfies(resource -> {
            assertThat(resource.file()).isEqualTo("fhir-resources/terminology/x.json");
            assertThat(resource.canonical()).isEqualTo("https://x.example/ValueSet/x");
            assertThat(resource.version()).isEqualTo("1.0.0");
        });
    }

    @Test
    void anUnknownElementIsNamedWithItsPath() throws IOException {
        write(
                "fhir-resources/terminology/x.json",
                VALUE_SET.replace("\"active\"", "\"active\",\"compose\":{\"include\":[{\"sistem\":\"x\"}]}"));

        assertThat(problems()).contains("fhir-resources/terminology/x.json", "ValueSet.compose.include[0].sistem");
    }

    @Test
    void aWrongCodeIsNamedWithItsPath() throws IOException {
        write("fhir-resources/terminology/x.json", VALUE_SET.replace("active", "aktiv"));

        assertThat(problems()).contains("fhir-resources/terminology/x.json", "ValueSet.status", "aktiv");
    }

    @Test
    void brokenJsonIsNamedByLine() throws IOException {
        write("fhir-resources/terminology/x.json", "{\n\"a\": }");

        assertThat(problems()).contains("fhir-resources/terminology/x.json", "line 2");
    }

    @Test
    void aNameThatOccursTwiceIsAProblem() throws IOException {
        write("fhir-resources/terminology/x.json", VALUE_SET.replace("{", "{\"id\":\"y\","));

        assertThat(problems()).contains("fhir-resources/terminology/x.json", "Duplicate");
    }

    @Test
    void everyProblemIsToldAtOnce() throws IOException {
        write("fhir-resources/terminology/y.json", VALUE_SET.replace("\"id\":\"x\",", ""));
        write("fhir-resources/terminology/z.json", "{");

        assertThat(problems())
                .contains("y.json: ValueSet.id: is missing")
                .contains("y.json: ValueSet: https://x.example/ValueSet/x|1.0.0 is also in")
                .contains("z.json: line 1")
                .contains("3 problems");
    }

    @Test
    void aLibraryCarriesItsCqlAndBothMakeItsHash() throws IOException {
        write("fhir-resources/libraries/L.json", library("1.0.0"));
        write("cql/L.cql", "library L version '1.0.0'");
        ContentResource before = library(read(false));

        write("cql/L.cql", "library L version '1.0.0' // changed");
        ContentResource after = library(read(false));

        assertThat(((Library) after.resource()).getContentFirstRep().getContentType())
                .isEqualTo("text/cql");
        assertThat(after.sha256()).isNotEqualTo(before.sha256());
    }

    @Test
    void cqlAndLibraryMustAgree() throws IOException {
        write("fhir-resources/libraries/L.json", library("1.0.1"));
        write("cql/L.cql", "library L version '1.0.0'");
        write("cql/M.cql", "library M version '1.0.0'");

        assertThat(problems())
                .contains("cql/L.cql: library: must declare library L version '1.0.1'")
                .contains("cql/M.cql: library M: no Library resource");
    }

    @Test
    void demoMembersAreReadOnlyWhenAsked() throws IOException {
        write("fhir-resources/members/a.json", "{\"resourceType\":\"Bundle\",\"id\":\"a\",\"type\":\"transaction\"}");

        assertThat(read(false).resources()).hasSize(1);
        assertThat(read(true).resources()).hasSize(2);
    }

    @Test
    void aPlaceWithoutContentIsRefused() {
        assertThat(catchThrowableOfType(
                        () -> ContentFiles.read(directory.resolve("nothing").toString()), StartRefusedException.class))
                .hasMessageContaining("No content");
    }

    @Test
    void theContentOfThisProjectIsOnTheClassPath() {
        ContentProblems problems = new ContentProblems();

        Content content = new ContentReader(FhirContext.forR4Cached(), problems)
                .read(ContentFiles.read("classpath:content"), true);

        assertThatCode(problems::stopTheStart).doesNotThrowAnyException();
        assertThat(content.cql()).containsKey("PriorAuthorization");
    }

    private Content read(boolean demo) {
        ContentProblems problems = new ContentProblems();
        Content content = new ContentReader(FhirContext.forR4Cached(), problems)
                .read(ContentFiles.read(directory.toString()), demo);
        problems.stopTheStart();
        return content;
    }

    private String problems() {
        return String.valueOf(catchThrowableOfType(() -> read(true), StartRefusedException.class)
                .getMessage());
    }

    private static ContentResource library(Content content) {
        return content.resources().stream()
                .filter(resource -> resource.resource() instanceof Library)
                .findFirst()
                .orElseThrow();
    }

    private static String library(String version) {
        return """
                {"resourceType":"Library","id":"L","url":"https://x.example/Library/L","version":"%s","name":"L",
                 "status":"active","type":{"coding":[{"code":"logic-library"}]}}""".formatted(version);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
