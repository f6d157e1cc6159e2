package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CqlLibrary;
import org.precept.criteria.CqlText;
import org.precept.fhir.Canonical;
import org.precept.policy.Form;
import org.precept.support.DemoMember;
import org.precept.support.RealContent;

/** Every form that ships closes: all it needs is in its package, once, with versions, and not too large. */
class ShippedPackagesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    static List<Form> forms() {
        return RealContent.policies().questionnaires().all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void nothingIsMissingAndNothingIsThereTwice(Form form) {
        ClosedPackage closed = close(form);

        assertThat(closed.unresolved()).isEmpty();
        assertThat(closed.libraries())
                .extracting(Library::getName)
                .contains("FHIRConversions")
                .doesNotHaveDuplicates();
        Set<String> canonicals = new HashSet<>();
        closed.libraries()
                .forEach(library ->
                        assertThat(canonicals.add(canonical(library))).isTrue());
        closed.valueSets()
                .forEach(set -> assertThat(canonicals.add(canonical(set))).isTrue());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void librariesCarryCqlAndElmOfTheSameName(Form form) throws IOException {
        for (Library library : close(form).libraries()) {
            assertThat(library.getContent())
                    .as(library.getName())
                    .extracting(Attachment::getContentType)
                    .containsExactly("text/cql", "application/elm+json");
            JsonNode elm =
                    new ObjectMapper().readTree(library.getContent().get(1).getData());
            assertThat(elm.at("/library/identifier/id").asText()).isEqualTo(library.getName());
            assertThat(elm.at("/library/identifier/version").asText()).isEqualTo(library.getVersion());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyReferenceToContentHasItsVersion(Form form) {
        ClosedPackage closed = close(form);

        assertThat(unversioned(closed.questionnaire())).isEmpty();
        closed.libraries()
                .forEach(library ->
                        assertThat(unversioned(library)).as(library.getName()).isEmpty());
        closed.valueSets()
                .forEach(set -> assertThat(unversioned(set)).as(set.getUrl()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyDefineThatAFormNamesIsInItsLibrary(Form form) {
        CqlLibrary library =
                RealContent.libraries().find(form.library().orElseThrow()).orElseThrow();

        assertThat(new Prefill(close(form)).defines()).allMatch(library::has);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFilledPackageStaysBelow300Kilobytes(Form form) {
        List<DemoMember> members = Stream.of("anna", "carla", "olga", "jonas", "mara", "kira")
                .map(DemoMember::named)
                .toList();

        assertThat(members).allSatisfy(member -> {
            SentPackage sent = SentPackage.of(form, member.patient(), member.record(), LocalDate.of(2026, 11, 22));
            assertThat(sent.json().length).isBetween(100_000, 300_000);
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void thePackageAloneIsEnoughToCompileItsLogicAgain(Form form) throws IOException {
        List<Library> libraries = close(form).libraries();

        CqlLibraries again = CqlLibraries.translate(
                libraries.stream().map(ShippedPackagesTest::cql).toList());

        assertThat(again.problems()).isEmpty();
        for (Library library : libraries) {
            CqlLibrary compiled =
                    again.find(Canonical.parse(canonical(library))).orElseThrow();
            assertThat(text(library, 1)).as(library.getName()).isEqualTo(again.elm(compiled));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theLogicNeedsNoParameter(Form form) throws IOException {
        for (Library library : close(form).libraries()) {
            JsonNode parameters = new ObjectMapper().readTree(text(library, 1)).at("/library/parameters/def");
            assertThat(parameters).as(library.getName()).allMatch(parameter -> parameter.has("default"));
        }
    }

    private static CqlText cql(Library library) {
        return new CqlText(library.getName() + ".cql", text(library, 0));
    }

    private static String text(Library library, int content) {
        return new String(library.getContent().get(content).getData(), StandardCharsets.UTF_8);
    }

    private static List<String> unversioned(Resource resource) {
        return FhirContext.forR4Cached()
                .newTerser()
                .getAllPopulatedChildElementsOfType(resource, CanonicalType.class)
                .stream()
                .map(CanonicalType::getValue)
                .filter(value -> value.matches(".*/(Questionnaire|Library|ValueSet)/.*"))
                .filter(value -> !value.contains("|"))
                .toList();
    }

    private static String canonical(MetadataResource resource) {
        return resource.getUrl() + "|" + resource.getVersion();
    }

    private static ClosedPackage close(Form form) {
        return PackageCloser.close(form.questionnaire(), SentPackage.FORMS, TODAY);
    }
}
