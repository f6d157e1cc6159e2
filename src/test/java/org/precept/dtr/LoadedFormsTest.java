package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CqlText;
import org.precept.fhir.Canonical;

class LoadedFormsTest {
    private static final String BASE = "https://precept.example/fhir/";
    private static final CqlText LOGIC = new CqlText("Tiny.cql", """
            library Tiny version '1.0.0'
            using FHIR version '4.0.1'
            include FHIRHelpers version '4.0.1'
            valueset "colours": 'https://precept.example/fhir/ValueSet/colours'
            context Patient
            define "red": exists [Observation: "colours"]
            """);
    private static final Instant STORED = Instant.parse("2026-02-01T00:00:00Z");

    private final Library tiny =
            (Library) new Library().setUrl(BASE + "Library/Tiny").setVersion("1.0.0");
    private final LoadedForms forms = new LoadedForms(
            List.of(
                    tiny,
                    new Library().setUrl(BASE + "Library/FHIRHelpers").setVersion("4.0.1"),
                    new ValueSet().setUrl(BASE + "ValueSet/colours").setVersion("1.9.0"),
                    new ValueSet().setUrl(BASE + "ValueSet/colours").setVersion("1.10.0")),
            CqlLibraries.translate(List.of(LOGIC)),
            resource -> Optional.of(STORED));

    @Test
    void librariesCarryTheirLogicAsWrittenAndAsTranslated() {
        Library library =
                forms.library(Canonical.parse(BASE + "Library/Tiny|1.0.0")).orElseThrow();

        assertThat(library.getContent())
                .extracting(Attachment::getContentType)
                .containsExactly("text/cql", "application/elm+json");
        assertThat(text(library, 0)).isEqualTo(LOGIC.text());
        assertThat(text(library, 1)).startsWith("{\"library\"").contains("\"red\"");
        assertThat(library.getMeta().getLastUpdated()).isEqualTo(STORED);
        assertThat(tiny.hasContent()).isFalse();
    }

    @Test
    void librariesDependOnTheValueSetsOfTheirCqlWithVersions() {
        Library library = forms.library(Canonical.parse(BASE + "Library/Tiny")).orElseThrow();

        assertThat(library.getRelatedArtifact())
                .extracting(RelatedArtifact::getResource)
                .containsExactly(BASE + "ValueSet/colours|1.10.0");
    }

    @Test
    void theHelpersOfTheTranslatorCarryTheirsToo() {
        Library helpers = forms.library(Canonical.parse(BASE + "Library/FHIRHelpers|4.0.1"))
                .orElseThrow();

        assertThat(text(helpers, 0)).contains("library FHIRHelpers");
    }

    @Test
    void withoutAVersionTheNewestIsMeant() {
        assertThat(forms.valueSet(Canonical.parse(BASE + "ValueSet/colours"))
                        .orElseThrow()
                        .getVersion())
                .isEqualTo("1.10.0");
        assertThat(forms.valueSet(Canonical.parse(BASE + "ValueSet/colours|1.9.0"))
                        .orElseThrow()
                        .getVersion())
                .isEqualTo("1.9.0");
        assertThat(forms.valueSet(Canonical.parse(BASE + "ValueSet/none"))).isEmpty();
        assertThat(forms.valueSet(Canonical.parse(BASE + "Library/Tiny"))).isEmpty();
    }

    private static String text(Library library, int attachment) {
        return new String(library.getContent().get(attachment).getData(), StandardCharsets.UTF_8);
    }
}
