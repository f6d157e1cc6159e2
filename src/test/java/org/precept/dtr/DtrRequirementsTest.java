package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.support.RequirementsPage;

/** {@code docs/dtr-requirements.md} names every statement for a server, what a client must do, and tests that exist. */
class DtrRequirementsTest {
    private static final RequirementsPage PAGE = new RequirementsPage(Path.of("docs/dtr-requirements.md"));

    @Test
    void everyStatementForThePayerAndWhatBindsTheAppIsListed() throws IOException {
        Set<String> official = RequirementsPage.official(
                "ig/dtr-2.2.0/Requirements.json", statement -> isForServers(statement) || isBinding(statement));

        assertThat(PAGE.listed()).isEqualTo(official).hasSizeGreaterThan(150);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        PAGE.namesOnlyTestsThatExist(80);
    }

    private static boolean isForServers(JsonNode statement) {
        return statement.path("extension").findValuesAsText("valueId").contains("dtr-server");
    }

    /** SHALL NOT has no code of its own in R4: an extension says that the statement forbids. */
    private static boolean isBinding(JsonNode statement) {
        boolean forbids =
                statement.path("extension").findValuesAsText("valueBoolean").contains("true");
        return forbids || statement.path("conformance").toString().contains("\"SHALL\"");
    }
}
