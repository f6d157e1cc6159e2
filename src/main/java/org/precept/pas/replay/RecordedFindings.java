package org.precept.pas.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** The criteria of a GuidanceResponse, each with its parts as text (design.md, "Contract"). */
final class RecordedFindings {

    private final Map<String, Map<String, String>> byCriterion = new LinkedHashMap<>();

    private RecordedFindings() {}

    static RecordedFindings of(GuidanceResponse guidance) {
        RecordedFindings findings = new RecordedFindings();
        guidance.getContained().stream()
                .filter(Parameters.class::isInstance)
                .flatMap(contained -> ((Parameters) contained).getParameter().stream())
                .filter(parameter -> parameter.getName().equals("criterion"))
                .forEach(findings::add);
        return findings;
    }

    private void add(ParametersParameterComponent criterion) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (ParametersParameterComponent part : criterion.getPart()) {
            values.computeIfAbsent(part.getName(), any -> new ArrayList<>()).add(text(part));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        values.forEach((name, texts) -> parts.put(name, String.join("; ", texts)));
        byCriterion.put(parts.getOrDefault("id", ""), parts);
    }

    private static String text(ParametersParameterComponent part) {
        return part.getValue() instanceof Reference reference
                ? reference.getReference() + (reference.hasDisplay() ? " " + reference.getDisplay() : "")
                : String.valueOf(part.getValue().primitiveValue());
    }

    /** What the other says differently, criterion by criterion. */
    List<Difference> differences(RecordedFindings now) {
        List<Difference> differences = new ArrayList<>();
        for (String id : both(byCriterion.keySet(), now.byCriterion.keySet())) {
            Map<String, String> before = byCriterion.getOrDefault(id, Map.of());
            Map<String, String> after = now.byCriterion.getOrDefault(id, Map.of());
            for (String part : both(before.keySet(), after.keySet())) {
                @Nullable String recorded = before.get(part);
                @Nullable String found = after.get(part);
                if (!Objects.equals(recorded, found)) {
                    differences.add(new Difference(id, part, recorded, found));
                }
            }
        }
        return differences;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new LinkedHashSet<>(some);
        both.addAll(others);
        return both;
    }
}
