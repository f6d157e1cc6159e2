package org.precept.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Days;

/** Reads a coverage policy from its PlanDefinition (design.md, "Content"). */
final class PolicyReader {
    private static final Set<String> PHASES = Set.of("initial", "continuation");

    private final PlanDefinition plan;
    private final Elements elements;

    private PolicyReader(String file, PlanDefinition plan) {
        this.plan = plan;
        this.elements = new Elements(file);
    }

    /** Reads the plan; never throws on its content. */
    static Reading<CoveragePolicy> read(String file, PlanDefinition plan) {
        return new PolicyReader(file, plan).policy();
    }

    private Reading<CoveragePolicy> policy() {
        if (plan.getStatus() != PublicationStatus.ACTIVE) {
            elements.wrong("PlanDefinition.status", "must be active");
        }
        Canonical canonical = new Canonical(
                elements.text("PlanDefinition.url", plan.getUrl()),
                elements.text("PlanDefinition.version", plan.getVersion()));
        String title = elements.text("PlanDefinition.title", plan.getTitle());
        Set<String> payers = new LinkedHashSet<>(elements.contexts(plan, "program", CodeSystems.PAYER));
        if (payers.isEmpty()) {
            elements.wrong("PlanDefinition.useContext", "at least one program (payer) is required");
        }
        String product = elements.single(
                "PlanDefinition.useContext", elements.contexts(plan, "focus", CodeSystems.PRODUCT), "focus (product)");
        Canonical library = elements.versioned(
                "PlanDefinition.library[0]",
                plan.hasLibrary() ? plan.getLibrary().get(0).getValue() : null);
        Approver approver = approver();
        int storedAnswersDays = elements.days(
                path("PlanDefinition", "stored-answers-validity"),
                value(Elements.extension(plan.getExtension(), "stored-answers-validity")));
        List<Phase> phases = phases();
        Terms terms = TermsReader.read(plan, elements);
        List<Instruction> instructions = instructions();
        DateRange effective = effective();
        RelatedArtifact source = source();
        return elements.result(() -> new CoveragePolicy(
                canonical.tail(),
                canonical,
                title,
                effective,
                Set.copyOf(payers),
                product,
                approver,
                library,
                storedAnswersDays,
                phases,
                terms,
                instructions,
                source.getDisplay(),
                source.getUrl()));
    }

    private DateRange effective() {
        LocalDate start = Days.first(plan.getEffectivePeriod().getStartElement());
        LocalDate end = Days.last(plan.getEffectivePeriod().getEndElement());
        if (start != null && end != null && end.isBefore(start)) {
            elements.wrong("PlanDefinition.effectivePeriod", "ends before it starts");
        }
        return new DateRange(start, end);
    }

    private Approver approver() {
        Extension extension = Elements.extension(plan.getExtension(), "approver");
        String code = Objects.toString(string(extension), "");
        for (Approver approver : Approver.values()) {
            if (approver.name().toLowerCase(Locale.ROOT).equals(code)) {
                return approver;
            }
        }
        elements.wrong(path("PlanDefinition", "approver"), "a code of rules, nurse, clinician is required");
        return Approver.CLINICIAN;
    }

    private RelatedArtifact source() {
        List<RelatedArtifact> artifacts = plan.getRelatedArtifact();
        for (int i = 0; i < artifacts.size(); i++) {
            if (artifacts.get(i).getType() == RelatedArtifactType.CITATION) {
                elements.text(
                        "PlanDefinition.relatedArtifact[" + i + "].display",
                        artifacts.get(i).getDisplay());
                return artifacts.get(i);
            }
        }
        elements.wrong("PlanDefinition.relatedArtifact", "a citation of the source is required");
        return new RelatedArtifact();
    }

    private List<Instruction> instructions() {
        List<Instruction> instructions = new ArrayList<>();
        for (Extension extension : plan.getExtensionsByUrl(Elements.EXTENSIONS + "policy-instruction")) {
            String expression = path("PlanDefinition", "policy-instruction");
            instructions.add(new Instruction(
                    elements.summary(path(expression, "summary"), string(part(extension, "summary"))),
                    elements.text(path(expression, "detail"), string(part(extension, "detail")))));
        }
        return List.copyOf(instructions);
    }

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; i < plan.getAction().size(); i++) {
            PlanDefinitionActionComponent action = plan.getAction().get(i);
            String expression = "PlanDefinition.action[" + i + "]";
            Phase phase = phase(expression, action);
            phases.add(phase);
            if (!PHASES.contains(phase.code()) || !codes.add(phase.code())) {
                elements.wrong(expression + ".id", "must be initial or continuation, each at most once");
            }
        }
        if (!codes.contains("initial")) {
            elements.wrong("PlanDefinition.action", "a phase initial is required");
        }
        return List.copyOf(phases);
    }

    private Phase phase(String expression, PlanDefinitionActionComponent action) {
        Canonical questionnaire = elements.versioned(
                expression + ".definition",
                action.hasDefinitionCanonicalType()
                        ? action.getDefinitionCanonicalType().getValue()
                        : null);
        return new Phase(
                elements.text(expression + ".id", action.getId()),
                elements.text(expression + ".title", action.getTitle()),
                new CriteriaReader(elements).tree(expression, action),
                questionnaire,
                elements.duration(
                        path(expression, "approval-duration"),
                        value(Elements.extension(action.getExtension(), "approval-duration"))),
                limit(expression, action));
    }

    private @Nullable QuantityLimit limit(String expression, PlanDefinitionActionComponent action) {
        Extension extension = Elements.extension(action.getExtension(), "quantity-limit");
        if (extension == null) {
            return null;
        }
        String at = path(expression, "quantity-limit");
        return new QuantityLimit(
                elements.amount(path(at, "units"), value(part(extension, "units"))),
                elements.days(path(at, "window"), value(part(extension, "window"))));
    }

    private static @Nullable Extension part(Extension extension, String name) {
        return extension.getExtensionByUrl(name);
    }

    private static @Nullable Type value(@Nullable Extension extension) {
        return extension == null ? null : extension.getValue();
    }

    private static @Nullable String string(@Nullable Extension extension) {
        return extension == null || !extension.hasValue()
                ? null
                : Objects.toString(extension.getValue().primitiveValue(), null);
    }

    private static String path(String parent, String extension) {
        return parent + ".extension('" + extension + "')";
    }
}
