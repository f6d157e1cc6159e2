package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;

class PackageCloserTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private final TinyForm content = new TinyForm();

    @Test
    void gathersLibrariesAndValueSetsOnceEvenInCircles() {
        ClosedPackage closed = close();

        assertThat(closed.libraries()).extracting(Library::getName).containsExactly("Tiny", "Shared");
        assertThat(closed.valueSets())
                .extracting(ValueSet::getUrl)
                .containsExactlyInAnyOrder(TinyForm.BASE + "ValueSet/colours", TinyForm.BASE + "ValueSet/many");
        assertThat(closed.unresolved()).isEmpty();
    }

    @Test
    void givesEveryReferenceItsVersion() {
        content.add(content.item("colour", QuestionnaireItemType.CHOICE))
                .setAnswerValueSet(TinyForm.BASE + "ValueSet/colours");

        ClosedPackage closed = close();

        assertThat(closed.questionnaire().getItemFirstRep().getAnswerValueSet()).endsWith("/colours|1.0.0");
        assertThat(closed.libraries().get(0).getRelatedArtifact())
                .filteredOn(artifact -> !artifact.getResource().contains("/CodeSystem/"))
                .allSatisfy(artifact -> assertThat(artifact.getResource()).endsWith("|1.0.0"));
    }

    @Test
    void expandsFewerThanFortyCodesAsOfTodayAndLeavesLargerSetsToTheExpandOperation() {
        ClosedPackage closed = close();

        ValueSet small = valueSet(closed, "colours");
        assertThat(small.getExpansion().getContains()).hasSize(3);
        assertThat(small.getExpansion().getTimestamp()).isEqualTo(Date.from(Instant.parse("2026-03-01T00:00:00Z")));
        assertThat(valueSet(closed, "many").hasExpansion()).isFalse();
    }

    @Test
    void offersTheCodesOfLargeSetsAllTheSame() {
        content.add(content.item("shade", QuestionnaireItemType.CHOICE))
                .setAnswerValueSet(TinyForm.BASE + "ValueSet/many");

        assertThat(close().options().get("shade")).hasSize(40);
    }

    @Test
    void namesWhatIsNotHere() {
        content.add(content.item("colour", QuestionnaireItemType.CHOICE))
                .setAnswerValueSet(TinyForm.BASE + "ValueSet/none");

        assertThat(close().unresolved()).containsExactly(new Canonical(TinyForm.BASE + "ValueSet/none", null));
    }

    @Test
    void setsTheCompiledExpressionBesideTheNamedOne() {
        content.add(content.filled("a.b", QuestionnaireItemType.BOOLEAN));

        Expression expression = (Expression) close().questionnaire()
                .getItemFirstRep()
                .getExtensionByUrl(Dtr.INITIAL_EXPRESSION)
                .getValue();

        Expression compiled = (Expression)
                expression.getExtensionByUrl(Dtr.ALTERNATIVE_EXPRESSION).getValue();
        assertThat(compiled.getLanguage()).isEqualTo("application/elm+json");
        assertThat(compiled.getExpression())
                .isEqualTo("{\"type\":\"ExpressionRef\",\"libraryName\":\"Tiny\",\"name\":\"a.b prefill\"}");
    }

    @Test
    void leavesTheStoredFormAsItIsAndTellsWhenItsNewestPartWasLoaded() {
        content.questionnaire.getMeta().setLastUpdated(Date.from(Instant.parse("2026-02-01T00:00:00Z")));
        content.valueSet(new Canonical(TinyForm.BASE + "ValueSet/many", null))
                .orElseThrow()
                .getMeta()
                .setLastUpdated(Date.from(Instant.parse("2026-02-03T00:00:00Z")));

        ClosedPackage closed = close();

        assertThat(closed.changed()).isEqualTo(Instant.parse("2026-02-03T00:00:00Z"));
        assertThat(closed.questionnaire().hasMeta()).isFalse();
        assertThat(content.questionnaire.getMeta().getLastUpdated()).isNotNull();
    }

    private static ValueSet valueSet(ClosedPackage closed, String name) {
        return closed.valueSets().stream()
                .filter(set -> set.getUrl().endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private ClosedPackage close() {
        return PackageCloser.close(content.questionnaire, content, TODAY);
    }
}
