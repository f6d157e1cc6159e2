package org.precept.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;

class CqlLibrariesTest {

    @Test
    void aLibraryTellsWhatItDefinesIncludesAndNeeds() {
        CqlLibraries libraries = CqlLibraries.translate(List.of(TinyContent.TINY, TinyContent.COMMON));
        assertThat(libraries.problems()).isEmpty();
        CqlLibrary tiny = libraries.find(TinyContent.LIBRARY).orElseThrow();
        assertThat(tiny.has("age evidence")).isTrue();
        assertThat(tiny.includes()).contains("Common|1.0.0", "FHIRHelpers|4.0.1");
        assertThat(tiny.valueSets()).containsExactly(TinyContent.DRUGS);
        assertThat(libraries.withIncluded(tiny)).extracting(CqlLibrary::name).containsExactly("Tiny", "Common");
        assertThat(libraries.elm(tiny)).startsWith("{").contains("\"age evidence\"");
        assertThat(libraries.find(Canonical.parse("https://precept.example/fhir/Library/Tiny|2.0.0")))
                .isEmpty();
    }

    @Test
    void theHelpersThatTheTranslatorBringsCanBeHandedOutToo() throws Exception {
        CqlLibraries libraries = CqlLibraries.translate(List.of(TinyContent.TINY, TinyContent.COMMON));
        CqlLibrary helpers = libraries
                .find(Canonical.parse("https://precept.example/fhir/Library/FHIRHelpers|4.0.1"))
                .orElseThrow();
        assertThat(helpers.cql()).contains("library FHIRHelpers version '4.0.1'");
        assertThat(new ObjectMapper()
                        .readTree(libraries.elm(helpers))
                        .at("/library/identifier/id")
                        .asText())
                .isEqualTo("FHIRHelpers");
        assertThat(libraries.all()).extracting(CqlLibrary::name).doesNotContain("FHIRHelpers");
    }

    @Test
    void allProblemsOfAllFilesAreListedWithLines() {
        List<CqlProblem> problems = CqlLibraries.translate(List.of(
                        new CqlText("A.cql", "library A version '1'\ndefine \"x\": nowhere\ndefine \"y\": 1 + 'a'\n"),
                        new CqlText("B.cql", "library B version '1'\ndefine \"x\": (\n"),
                        new CqlText("C.cql", "define x: 1"),
                        new CqlText("D.cql", "library D version '1'\nparameter \"Weight\" Decimal\n"),
                        new CqlText("E.cql", "library E version '1'\ninclude Missing version '1'\n")))
                .problems();
        assertThat(problems).extracting(CqlProblem::file).contains("A.cql", "B.cql", "C.cql", "D.cql", "E.cql");
        assertThat(problems)
                .filteredOn(p -> p.file().equals("A.cql"))
                .extracting(CqlProblem::line)
                .contains(2, 3);
        assertThat(problems)
                .filteredOn(p -> p.file().equals("D.cql"))
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("\"Weight\""));
    }

    @Test
    void aValueSetThatNobodySuppliesIsAProblem() {
        CriteriaContent content = CriteriaContent.build(
                List.of(TinyContent.TINY, TinyContent.COMMON),
                List.of(),
                FhirContext.forR4Cached(),
                EngineLimits.standard());
        assertThat(content)
                .isInstanceOfSatisfying(
                        CriteriaContent.Faulty.class,
                        faulty -> assertThat(faulty.problems())
                                .extracting(CqlProblem::toString)
                                .containsExactly("Tiny: there is no value set " + TinyContent.DRUGS));
    }
}
