package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.support.RequirementsPage;

/** {@code docs/pas-requirements.md} names every statement of the guide, and tests that exist. */
class PasRequirementsTest {
    private static final RequirementsPage PAGE = new RequirementsPage(Path.of("docs/pas-requirements.md"));

    @Test
    void everyStatementIsListed() throws IOException {
        Set<String> official = RequirementsPage.official("ig/pas-2.2.1/Requirements.json", statement -> true);

        assertThat(PAGE.listed()).isEqualTo(official).hasSizeGreaterThan(110);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        PAGE.namesOnlyTestsThatExist(40);
    }
}
