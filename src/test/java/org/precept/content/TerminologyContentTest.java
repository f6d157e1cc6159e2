package org.precept.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.fhir.CodeSystems;

/** Value sets are closed, and products are told apart. */
class TerminologyContentTest {
    /** RxNorm ingredients that an MS product shares with an oncology product: alemtuzumab, ofatumumab, cladribine. */
    private static final Set<String> SHARED_INGREDIENTS = Set.of("117055", "712566", "44157");

    static Stream<ValueSet> valueSets() {
        return ContentOnDisk.all(ValueSet.class);
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void expansionHoldsExactlyTheCodesOfTheDefinition(ValueSet valueSet) {
        List<String> defined = valueSet.getCompose().getInclude().stream()
                .flatMap(include -> include.getConcept().stream()
                        .map(concept -> include.getSystem() + "|" + concept.getCode() + "|" + concept.getDisplay()))
                .toList();
        List<String> expanded = valueSet.getExpansion().getContains().stream()
                .map(entry -> entry.getSystem() + "|" + entry.getCode() + "|" + entry.getDisplay())
                .toList();
        assertThat(defined).isNotEmpty().doesNotHaveDuplicates().isEqualTo(expanded);
        assertThat(valueSet.getExpansion().getTotal()).isEqualTo(expanded.size());
        assertThat(valueSet.getCompose().getInclude())
                .noneMatch(include -> include.hasFilter() || include.hasValueSet());
    }

    @Test
    void answersThatFormsOfferAreDefined() {
        Set<String> answers = new HashSet<>();
        ContentOnDisk.all(CodeSystem.class)
                .filter(system -> system.getUrl().equals(CodeSystems.ANSWERS))
                .forEach(system -> system.getConcept().forEach(concept -> answers.add(concept.getCode())));
        assertThat(valueSets()
                        .flatMap(set -> set.getExpansion().getContains().stream())
                        .filter(entry -> CodeSystems.ANSWERS.equals(entry.getSystem()))
                        .map(ValueSet.ValueSetExpansionContainsComponent::getCode))
                .containsAll(answers)
                .isSubsetOf(answers);
    }

    @Test
    void therapiesNeverCountByAnIngredientSharedWithOncology() {
        assertThat(valueSets()
                        .filter(set -> set.getIdElement().getIdPart().startsWith("dmt-")
                                || set.getIdElement().getIdPart().equals("ms-therapies"))
                        .filter(set -> !set.getIdElement().getIdPart().equals("dmt-shared-ingredient"))
                        .flatMap(set -> set.getExpansion().getContains().stream())
                        .filter(entry -> CodeSystems.RXNORM.equals(entry.getSystem())))
                .isNotEmpty()
                .noneMatch(entry -> SHARED_INGREDIENTS.contains(entry.getCode()));
    }

    @Test
    void eachTherapyCodeBelongsToOneAgent() {
        assertThat(valueSets()
                        .filter(set -> set.getIdElement().getIdPart().startsWith("dmt-"))
                        .flatMap(set -> set.getExpansion().getContains().stream())
                        .map(entry -> entry.getSystem() + "|" + entry.getCode()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aCodeNamesOneProductOrSaysThatItIsShared() {
        ConceptMap map = ContentOnDisk.all(ConceptMap.class).findFirst().orElseThrow();
        CodeSystem products = ContentOnDisk.all(CodeSystem.class)
                .filter(system -> system.getUrl().equals(CodeSystems.PRODUCT))
                .findFirst()
                .orElseThrow();
        for (ConceptMap.ConceptMapGroupComponent group : map.getGroup()) {
            assertThat(group.getElement().stream().map(SourceElementComponent::getCode))
                    .doesNotHaveDuplicates();
            for (SourceElementComponent element : group.getElement()) {
                assertThat(element.getTarget()).isNotEmpty().allSatisfy(target -> {
                    assertThat(products.getConcept())
                            .anyMatch(concept -> concept.getCode().equals(target.getCode()));
                    assertThat(target.getEquivalence())
                            .isIn(ConceptMapEquivalence.EQUIVALENT, ConceptMapEquivalence.NARROWER);
                });
                if (element.getTarget().size() > 1) {
                    assertThat(element.getTarget())
                            .allMatch(target -> target.getEquivalence() == ConceptMapEquivalence.NARROWER);
                }
            }
        }
    }
}
