package org.precept.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.content.ContentOnDisk.BASE;

import ca.uhn.fhir.util.FhirTerser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.content.ContentOnDisk.Item;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;

/** Every content file is valid FHIR, says what it is, and refers only to what exists. */
class ContentTest {
    private static final FhirTerser TERSER = ContentOnDisk.FHIR.newTerser();

    static Stream<Item> items() {
        return ContentOnDisk.items();
    }

    static Stream<Item> definitions() {
        return items().filter(item -> item.resource() instanceof MetadataResource);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void saysWhatItIs(Item item) {
        MetadataResource resource = (MetadataResource) item.resource();
        String id = resource.getIdElement().getIdPart();
        assertThat(resource.getUrl()).isEqualTo(BASE + resource.fhirType() + "/" + id);
        assertThat(resource.getVersion()).matches("FHIRHelpers".equals(id) ? "4\\.0\\.1" : "1\\.[0-9]+\\.[0-9]+");
        assertThat(resource.getName()).matches("[A-Z][A-Za-z0-9_]{1,254}");
        assertThat(resource.getTitle()).isNotBlank();
        assertThat(resource.getStatus()).isEqualTo(PublicationStatus.ACTIVE);
        assertThat(resource.getDate()).isNotNull();
        assertThat(resource.getPublisher()).isEqualTo("Precept");
        assertThat(resource.getDescription()).isNotBlank();
    }

    @Test
    void noTwoFilesDefineTheSameVersion() {
        Map<String, Item> seen = new HashMap<>();
        definitions().forEach(item -> {
            MetadataResource resource = (MetadataResource) item.resource();
            assertThat(seen.put(resource.getUrl() + "|" + resource.getVersion(), item))
                    .as("%s repeats an earlier file", item)
                    .isNull();
        });
        assertThat(seen).hasSizeGreaterThan(70);
    }

    @ParameterizedTest
    @MethodSource("items")
    void refersOnlyToWhatExistsAndWithItsVersion(Item item) {
        Set<Canonical> known = new HashSet<>();
        ContentOnDisk.all(MetadataResource.class)
                .forEach(resource -> known.add(new Canonical(resource.getUrl(), resource.getVersion())));
        List<CanonicalType> references =
                TERSER.getAllPopulatedChildElementsOfType(item.resource(), CanonicalType.class);
        assertThat(references.stream()
                        .map(CanonicalType::getValue)
                        .filter(value -> value.startsWith(BASE))
                        .map(Canonical::parse))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("items")
    void usesOnlyCodesThatOurCodeSystemsDefine(Item item) {
        Set<String> known = new HashSet<>();
        ContentOnDisk.all(CodeSystem.class).forEach(system -> {
            for (ConceptDefinitionComponent concept : system.getConcept()) {
                known.add(system.getUrl() + "|" + concept.getCode());
            }
        });
        List<Coding> codings = TERSER.getAllPopulatedChildElementsOfType(item.resource(), Coding.class);
        assertThat(codings.stream()
                        .filter(coding ->
                                coding.hasSystem() && coding.getSystem().startsWith(BASE))
                        .map(coding -> coding.getSystem() + "|" + coding.getCode()))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void standsWhereItsNameSays(Item item) {
        String id = item.resource().getIdElement().getIdPart();
        String file = item.path().getFileName().toString();
        if (item.path().startsWith("policies")) {
            String folder = item.path().getName(1).toString();
            switch (item.resource().fhirType()) {
                case "PlanDefinition" -> assertThat(id).isEqualTo(folder);
                case "Questionnaire" ->
                    assertThat("Questionnaire-" + id.substring(folder.length() + 1) + ".json")
                            .isEqualTo(file);
                default ->
                    assertThat(file)
                            .isEqualTo(id.endsWith("Prepopulation") ? "Library-prepopulation.json" : "Library.json");
            }
        } else if (item.path().startsWith("terminology")) {
            assertThat(file).isEqualTo(item.resource().fhirType() + "-" + id + ".json");
        } else {
            assertThat(file).isEqualTo(id + ".json");
        }
    }

    @Test
    void everyPayerOfAPolicyIsAnActiveOrganization() {
        Set<String> payers = new HashSet<>();
        ContentOnDisk.all(Organization.class).forEach(organization -> {
            assertThat(organization.getActive()).isTrue();
            assertThat(organization.getIdElement().getIdPart())
                    .isEqualTo("payer-" + organization.getIdentifierFirstRep().getValue());
            payers.add(organization.getIdentifierFirstRep().getValue());
        });
        Set<String> named = new HashSet<>();
        ContentOnDisk.all(PlanDefinition.class)
                .flatMap(plan -> plan.getUseContext().stream())
                .flatMap(context -> context.getValueCodeableConcept().getCoding().stream())
                .filter(coding -> CodeSystems.PAYER.equals(coding.getSystem()))
                .forEach(coding -> named.add(coding.getCode()));
        assertThat(payers).containsExactlyInAnyOrder("caresource-passe", "mmm", "cigna", "policy-2020910");
        assertThat(named).isEqualTo(payers);
    }
}
