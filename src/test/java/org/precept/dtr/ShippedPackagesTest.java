package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.criteria.CqlLibrary;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.support.RealContent;

/** Every form that ships closes: all it needs is in its package, once, with versions, and not too large. */
class ShippedPackagesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final LoadedForms FORMS = new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            RealContent.libraries(),
            resource -> Optional.empty());

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
    void aPackageStaysBelow300Kilobytes(Form form) {
        DraftResponse draft = new DraftResponse(
                new Reference("Patient/pat-1"),
                new Reference("Coverage/cov-1"),
                List.of(new Reference("MedicationRequest/order-1")),
                java.time.Instant.parse("2026-03-01T10:00:00Z"));
        ClosedPackage closed = close(form);
        PackageAnswer answer = new PackageAnswer(FhirContext.forR4Cached(), DtrEdition.R2_2);
        answer.add(
                EncodedForm.of(closed, DtrEdition.R2_2, FhirContext.forR4Cached()),
                draft.of(closed, List.of()),
                draft.authored());
        byte[] json = answer.json();

        assertThat(json.length).isLessThan(300_000);
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
        return PackageCloser.close(form.questionnaire(), FORMS, TODAY);
    }
}
