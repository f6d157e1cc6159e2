package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.Samples.all;
import static org.precept.determination.Samples.conflict;
import static org.precept.determination.Samples.criterion;
import static org.precept.determination.Samples.nothing;
import static org.precept.determination.Samples.phase;
import static org.precept.determination.Samples.policy;
import static org.precept.determination.Samples.request;
import static org.precept.determination.Samples.result;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceReference;
import org.precept.fhir.CodeSystems;
import org.precept.policy.Approver;

class GuidanceRecordTest {
    private static final GuidanceRecord RECORD = new GuidanceRecord(
            new Identifier().setSystem("urn:claims").setValue("C-1"),
            "Patient/1",
            Instant.parse("2026-03-01T10:15:30Z"),
            List.of("answer to site is not one the form offers and was not counted"));

    @Test
    void recordsWhoWhatWhenAndUnderWhichPolicyVersion() {
        GuidanceResponse guidance = RECORD.of(made(result("a", true)));

        assertThat(guidance.getModuleCanonicalType().getValue())
                .isEqualTo("https://precept.example/fhir/PlanDefinition/p|1.0.0");
        assertThat(guidance.getRequestIdentifier().getValue()).isEqualTo("C-1");
        assertThat(guidance.getSubject().getReference()).isEqualTo("Patient/1");
        assertThat(guidance.getOccurrenceDateTimeElement().getValueAsString()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.SUCCESS);
        assertThat(guidance.getReasonCode()).isEmpty();
        assertThat(guidance.getNote()).hasSize(1);
        assertThat(code(guidance, "decision")).isEqualTo("A1");
        assertThat(code(guidance, "phase")).isEqualTo("initial");
        assertThat(value(guidance, "item").getValue().primitiveValue()).isEqualTo("1");
        assertThat(parameters(guidance).getParameter())
                .noneMatch(part -> part.getName().equals("queue"));
    }

    @Test
    void recordsEachCriterionWithItsEvidence() {
        CriterionResult met = new CriterionResult(
                "a",
                true,
                false,
                false,
                null,
                List.of(
                        new EvidenceReference("urn:uuid:o1", "HIV test: negative", LocalDate.of(2026, 1, 5)),
                        new EvidenceReference("https://ehr.example/fhir/Condition/1", "Note", null)));

        List<ParametersParameterComponent> parts =
                value(RECORD.of(made(met)), "criterion").getPart();

        assertThat(parts)
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("id", "result", "text", "evidence", "evidence");
        Reference evidence = (Reference) parts.get(3).getValue();
        assertThat(evidence.getReference()).isEqualTo("urn:uuid:o1");
        assertThat(evidence.getDisplay()).isEqualTo("HIV test: negative (2026-01-05)");
    }

    @Test
    void anOpenCriterionHasNoResultAndSaysWhatWouldSettleIt() {
        GuidanceResponse guidance = RECORD.of(made(result("a", null)));

        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.DATAREQUIRED);
        assertThat(guidance.getReasonCodeFirstRep().getCodingFirstRep().getSystem())
                .isEqualTo(CodeSystems.X12_REASON);
        assertThat(guidance.getReasonCodeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("0U");
        assertThat(value(guidance, "criterion").getPart())
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("id", "text");
        assertThat(guidance.getDataRequirement())
                .singleElement()
                .satisfies(requirement -> assertThat(requirement
                                .getCodeFilterFirstRep()
                                .getCodeFirstRep()
                                .getCode())
                        .isEqualTo("a"));
    }

    @Test
    void aConflictIsMarkedAndGoesToItsQueue() {
        GuidanceResponse guidance = RECORD.of(made(conflict("a")));

        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.SUCCESS);
        assertThat(code(guidance, "queue")).isEqualTo("nurse");
        assertThat(guidance.getReasonCodeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("0V");
        assertThat(value(guidance, "criterion").getPart())
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("id", "conflict", "text");
    }

    @Test
    void anUnspecificProductIsPendedForTheDrugCode() {
        GuidanceResponse guidance = RECORD.ofUnspecificProduct(2, Set.of("Kesimpta"));

        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.DATAREQUIRED);
        assertThat(code(guidance, "decision")).isEqualTo("A4");
        assertThat(parameters(guidance).getParameter())
                .noneMatch(part -> part.getName().equals("phase"));
        assertThat(guidance.getDataRequirement()).hasSize(1);
        assertThat(guidance.hasModule()).isTrue();
    }

    @Test
    void survivesBeingWrittenAndRead() {
        GuidanceResponse guidance = RECORD.of(made(result("a", null)));
        var parser = FhirContext.forR4Cached().newJsonParser();

        String json = parser.encodeResourceToString(guidance);

        assertThat(parser.encodeResourceToString(parser.parseResource(json))).isEqualTo(json);
        assertThat(json).contains("\"outputParameters\":{\"reference\":\"#parameters\"}");
    }

    private static Determination made(CriterionResult result) {
        return new Determiner(new ScriptedEngine("initial", List.of(result)))
                .determine(
                        policy(Approver.RULES, phase(all(criterion("a")), null)),
                        request(60),
                        nothing(),
                        new Ledger(List.of()));
    }

    private static Parameters parameters(GuidanceResponse guidance) {
        return (Parameters) guidance.getContained().get(0);
    }

    private static ParametersParameterComponent value(GuidanceResponse guidance, String name) {
        return parameters(guidance).getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String code(GuidanceResponse guidance, String name) {
        return value(guidance, name).getValue().primitiveValue();
    }
}
