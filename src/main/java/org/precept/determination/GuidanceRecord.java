package org.precept.determination;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceReference;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.fhir.CodeSystems;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.Phase;

/**
 * A determination as the GuidanceResponse that records it (design.md, "Contract").
 *
 * @param request identifier of the Claim, or of the hook call in system {@code https://precept.example/hook-instance}
 * @param subject reference of the member's Patient as stored
 * @param occurred when it was made
 * @param notes what was not counted, for people
 */
public record GuidanceRecord(Identifier request, String subject, Instant occurred, List<String> notes) {
    /** X12 886: additional patient information required. */
    public static final String MORE_INFORMATION = "0U";
    /** X12 886: requires medical review. */
    public static final String MEDICAL_REVIEW = "0V";

    private static final String PARAMETERS = "parameters";

    /** Copies the list. */
    public GuidanceRecord {
        notes = List.copyOf(notes);
    }

    /** The X12 886 reason that goes with a decision; null for an approval. */
    public static @Nullable String reason(Decision decision) {
        if (decision instanceof DocumentationNeeded) {
            return MORE_INFORMATION;
        }
        return decision instanceof ReviewNeeded ? MEDICAL_REVIEW : null;
    }

    /** The record of a determination; has no id yet. */
    public GuidanceResponse of(Determination determination) {
        GuidanceResponse guidance = started(determination.decision() instanceof DocumentationNeeded);
        guidance.setModule(new CanonicalType(determination.policy().canonical().toString()));
        String reason = reason(determination.decision());
        if (reason != null) {
            guidance.addReasonCode(reason886(reason));
        }
        Parameters parameters = parameters(guidance);
        add(parameters, "item", new PositiveIntType(determination.request().item()));
        add(parameters, "phase", new CodeType(determination.phase().code()));
        add(parameters, "decision", new CodeType(determination.decision().action()));
        if (determination.decision() instanceof ReviewNeeded review) {
            add(parameters, "queue", new CodeType(review.queue().code()));
        }
        determination.findings().forEach(finding -> criterion(parameters, finding));
        if (determination.decision() instanceof DocumentationNeeded needed) {
            needed.missing().forEach(missing -> guidance.addDataRequirement(answer(determination.phase(), missing)));
        }
        return guidance;
    }

    /**
     * The record of an item or order whose codes name no one product (e.g. HCPCS J3490 without a drug code): no policy and
     * no phase; pended for the drug code.
     *
     * @param item Claim item sequence, or the position of an order in its hook call
     * @param candidates names of the products the codes could mean
     */
    public GuidanceResponse ofUnspecificProduct(int item, Set<String> candidates) {
        GuidanceResponse guidance = started(true);
        guidance.setModule(new CodeableConcept().setText("No policy: the codes do not name one product"));
        guidance.addReasonCode(reason886(MORE_INFORMATION));
        Parameters parameters = parameters(guidance);
        add(parameters, "item", new PositiveIntType(item));
        add(parameters, "decision", new CodeType("A4"));
        DataRequirement drugCode = new DataRequirement().setType("Medication");
        drugCode.addCodeFilter()
                .setPath("code")
                .addCode(new Coding().setSystem(CodeSystems.NDC))
                .addCode(new Coding().setSystem(CodeSystems.RXNORM));
        guidance.addDataRequirement(drugCode);
        guidance.addNote(new Annotation()
                .setText("Send the drug code (NDC or RxNorm product). The billing code could mean "
                        + String.join(", ", new TreeSet<>(candidates)) + " or another drug."));
        return guidance;
    }

    /**
     * The record of a person's decision.
     *
     * @param item Claim item sequence
     * @param policy canonical with version of the policy that governs it; null when none does
     * @param phase of the policy; null without one
     * @param action X12 306 action code
     * @param reason X12 886 reason; null when there is none
     */
    public GuidanceResponse ofReview(
            int item, @Nullable String policy, @Nullable String phase, String action, @Nullable String reason) {
        GuidanceResponse guidance = started(MORE_INFORMATION.equals(reason));
        guidance.setModule(
                policy == null
                        ? new CodeableConcept().setText("No policy: the codes do not name one product")
                        : new CanonicalType(policy));
        if (reason != null) {
            guidance.addReasonCode(reason886(reason));
        }
        Parameters parameters = parameters(guidance);
        add(parameters, "item", new PositiveIntType(item));
        if (phase != null) {
            add(parameters, "phase", new CodeType(phase));
        }
        add(parameters, "decision", new CodeType(action));
        return guidance;
    }

    private GuidanceResponse started(boolean dataRequired) {
        GuidanceResponse guidance = new GuidanceResponse()
                .setRequestIdentifier(request.copy())
                .setStatus(dataRequired ? GuidanceResponseStatus.DATAREQUIRED : GuidanceResponseStatus.SUCCESS)
                .setSubject(new Reference(subject));
        guidance.setOccurrenceDateTimeElement(new DateTimeType(occurred.toString()));
        notes.forEach(note -> guidance.addNote(new Annotation().setText(note)));
        return guidance;
    }

    private static Parameters parameters(GuidanceResponse guidance) {
        Parameters parameters = new Parameters();
        parameters.setId(PARAMETERS);
        guidance.addContained(parameters);
        guidance.setOutputParameters(new Reference("#" + PARAMETERS));
        return parameters;
    }

    private static void criterion(Parameters parameters, Finding finding) {
        ParametersParameterComponent part = parameters.addParameter().setName("criterion");
        part.addPart().setName("id").setValue(new StringType(finding.criterion().id()));
        Boolean value = finding.result().value();
        if (value != null) {
            part.addPart().setName("result").setValue(new BooleanType(value));
        }
        if (finding.result().conflict()) {
            part.addPart().setName("conflict").setValue(new BooleanType(true));
        }
        part.addPart().setName("text").setValue(new StringType(finding.text()));
        for (EvidenceReference evidence : finding.result().evidence()) {
            part.addPart()
                    .setName("evidence")
                    .setValue(new Reference(evidence.reference()).setDisplay(FindingText.display(evidence)));
        }
    }

    /** What would settle a criterion: an answer on the phase's form, named by its linkId. */
    private static DataRequirement answer(Phase phase, Criterion missing) {
        DataRequirement requirement = new DataRequirement().setType("QuestionnaireResponse");
        requirement
                .addCodeFilter()
                .setPath("item.linkId")
                .addCode(new Coding()
                        .setSystem(phase.questionnaire().url())
                        .setVersion(phase.questionnaire().version())
                        .setCode(missing.id())
                        .setDisplay(missing.documentation() == null ? missing.title() : missing.documentation()));
        return requirement;
    }

    private static CodeableConcept reason886(String code) {
        return new CodeableConcept(
                new Coding().setSystem(CodeSystems.X12_REASON).setCode(code));
    }

    private static void add(Parameters parameters, String name, Type value) {
        parameters.addParameter().setName(name).setValue(value);
    }
}
