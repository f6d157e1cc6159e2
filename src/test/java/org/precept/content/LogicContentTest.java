package org.precept.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.content.ContentOnDisk.BASE;

import ca.uhn.fhir.util.FhirTerser;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.fhir.Canonical;

/** Plans and forms name defines that their CQL has; library metadata says what the CQL includes. */
class LogicContentTest {
    private static final FhirTerser TERSER = ContentOnDisk.FHIR.newTerser();
    private static final Pattern DEFINE = Pattern.compile("(?m)^define\\s+\"([^\"]+)\"\\s*:");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^include\\s+(\\w+)\\s+version\\s+'([^']+)'");
    private static final Pattern VALUE_SET =
            Pattern.compile("(?m)^valueset\\s+\"[^\"]+\"\\s*:\\s*'([^']+)'\\s+version\\s+'([^']+)'");

    static Stream<PlanDefinition> plans() {
        return ContentOnDisk.all(PlanDefinition.class);
    }

    static Stream<Library> libraries() {
        return ContentOnDisk.all(Library.class)
                .filter(library -> !library.getName().equals("FHIRHelpers"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyConditionIsADefineOfThePlansLibrary(PlanDefinition plan) {
        Set<String> defines = defines(Canonical.parse(plan.getLibrary().get(0).getValue()));
        Set<String> conditions =
                expressions(plan).map(Expression::getExpression).collect(Collectors.toSet());
        assertThat(conditions).isNotEmpty().isSubsetOf(defines);
        if (plan.getType()
                .hasCoding("http://terminology.hl7.org/CodeSystem/plan-definition-type", "clinical-protocol")) {
            assertThat(defines).contains("phase");
            assertThat(conditions.stream().map(criterion -> criterion + " evidence"))
                    .isSubsetOf(defines);
        }
    }

    @Test
    void everyPrefillIsADefineOfTheFormsLibrary() {
        Set<String> checked = new HashSet<>();
        ContentOnDisk.all(Questionnaire.class).filter(Questionnaire::hasItem).forEach(form -> {
            String library = form.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/cqf-library")
                    .getValue()
                    .primitiveValue();
            Set<String> quoted = defines(Canonical.parse(library)).stream()
                    .map(define -> '"' + define + '"')
                    .collect(Collectors.toSet());
            assertThat(expressions(form)
                            .filter(expression -> "text/cql-identifier".equals(expression.getLanguage()))
                            .map(Expression::getExpression)
                            .peek(checked::add))
                    .as(form.getId())
                    .isSubsetOf(quoted);
        });
        assertThat(checked).contains("\"relapsing-form prefill\"", "\"step-therapy.trial prefill\"");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void metadataNamesWhatTheCqlIncludes(Library library) {
        String cql = ContentOnDisk.cql(library.getName());
        assertThat(cql).contains("library " + library.getName() + " version '" + library.getVersion() + "'");
        Stream<String> included =
                matches(INCLUDE, cql).map(match -> BASE + "Library/" + match.group(1) + "|" + match.group(2));
        Stream<String> valueSets = matches(VALUE_SET, cql).map(match -> match.group(1) + "|" + match.group(2));
        assertThat(matches(VALUE_SET, cql)).allMatch(match -> match.group(2).equals(version(match.group(1))));
        assertThat(library.getRelatedArtifact().stream()
                        .map(artifact -> artifact.getResourceElement().getValue()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(included, valueSets).toList());
    }

    @Test
    void everyCqlFileHasMetadata() {
        assertThat(ContentOnDisk.cqlFiles().map(LogicContentTest::name))
                .containsExactlyInAnyOrderElementsOf(
                        libraries().map(Library::getName).toList());
    }

    private static Stream<Expression> expressions(org.hl7.fhir.r4.model.Resource resource) {
        return TERSER.getAllPopulatedChildElementsOfType(resource, Expression.class).stream();
    }

    private static Set<String> defines(Canonical library) {
        return matches(DEFINE, ContentOnDisk.cql(library.tail()))
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String version(String valueSet) {
        return ContentOnDisk.all(ValueSet.class)
                .filter(known -> known.getUrl().equals(valueSet))
                .map(ValueSet::getVersion)
                .findFirst()
                .orElseThrow();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".cql", "");
    }
}
