package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.support.RequirementsPage;

/** {@code docs/crd-requirements.md} names every statement for a server, and tests that exist. */
class RequirementsTest {
    private static final RequirementsPage PAGE = new RequirementsPage(Path.of("docs/crd-requirements.md"));

    @Test
    void everyStatementForAServerIsListed() throws IOException {
        Set<String> official = RequirementsPage.official(
                "ig/crd-2.2.1/Requirements.json",
                statement -> statement.path("extension").findValuesAsText("valueId").stream()
                        .anyMatch(actor -> actor.startsWith("crd-server")));

        Set<String> listed = PAGE.listed();
        listed.retainAll(official);
        assertThat(listed).isEqualTo(official).hasSizeGreaterThan(140);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        PAGE.namesOnlyTestsThatExist(80);
    }
}
