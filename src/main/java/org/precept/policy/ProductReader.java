package org.precept.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.ProductCatalog.Product;

/** Reads CodeSystem product and the ConceptMaps that lead to it. */
final class ProductReader {
    private final Map<String, Product> products = new HashMap<>();
    private final Map<CodingKey, Set<String>> exact = new HashMap<>();
    private final Map<CodingKey, Set<String>> shared = new HashMap<>();
    private final List<ContentProblem> problems = new ArrayList<>();

    /** Reads all content files; those that are neither are passed over. */
    static Reading<ProductCatalog> read(List<ContentFile> files) {
        ProductReader reader = new ProductReader();
        for (ContentFile file : files) {
            if (file.resource() instanceof CodeSystem system && CodeSystems.PRODUCT.equals(system.getUrl())) {
                system.getConcept().forEach(reader::product);
            }
        }
        for (ContentFile file : files) {
            if (file.resource() instanceof ConceptMap map) {
                reader.map(file.name(), map);
            }
        }
        return reader.result();
    }

    private void product(ConceptDefinitionComponent concept) {
        products.put(
                concept.getCode(),
                new Product(
                        concept.getCode(),
                        concept.hasDisplay() ? concept.getDisplay() : concept.getCode(),
                        decimal(concept, "unitsPerMg"),
                        decimal(concept, "unitsPerVial")));
    }

    private static @Nullable BigDecimal decimal(ConceptDefinitionComponent concept, String property) {
        for (var candidate : concept.getProperty()) {
            if (property.equals(candidate.getCode())) {
                Type value = candidate.getValue();
                return value instanceof DecimalType decimal
                        ? decimal.getValue()
                        : value instanceof IntegerType integer ? BigDecimal.valueOf(integer.getValue()) : null;
            }
        }
        return null;
    }

    private void map(String file, ConceptMap map) {
        for (int g = 0; g < map.getGroup().size(); g++) {
            ConceptMapGroupComponent group = map.getGroup().get(g);
            if (!CodeSystems.PRODUCT.equals(group.getTarget())) {
                continue;
            }
            for (int e = 0; e < group.getElement().size(); e++) {
                SourceElementComponent element = group.getElement().get(e);
                String expression = "ConceptMap.group[" + g + "].element[" + e + "]";
                if (!group.hasSource() || !element.hasCode()) {
                    problems.add(new ContentProblem(file, expression, "a source system and a code are required"));
                } else {
                    CodingKey key = CodingKey.of(group.getSource(), element.getCode());
                    element.getTarget().forEach(target -> target(file, expression, key, target));
                }
            }
        }
    }

    private void target(String file, String expression, CodingKey key, TargetElementComponent target) {
        if (!products.containsKey(target.getCode())) {
            problems.add(new ContentProblem(
                    file, expression + ".target", "'" + target.getCode() + "' is not in CodeSystem product"));
            return;
        }
        ConceptMapEquivalence equivalence = target.getEquivalence();
        if (equivalence == ConceptMapEquivalence.EQUAL || equivalence == ConceptMapEquivalence.EQUIVALENT) {
            Set<String> named = exact.computeIfAbsent(key, k -> new TreeSet<>());
            if (named.add(target.getCode()) && named.size() == 2) {
                problems.add(new ContentProblem(
                        file, expression, key + " names more than one product; use equivalence narrower"));
            }
        } else if (equivalence == ConceptMapEquivalence.NARROWER) {
            shared.computeIfAbsent(key, k -> new TreeSet<>()).add(target.getCode());
        } else {
            problems.add(new ContentProblem(
                    file, expression + ".target.equivalence", "must be equal, equivalent or narrower"));
        }
    }

    private Reading<ProductCatalog> result() {
        for (CodingKey key : exact.keySet()) {
            if (shared.containsKey(key)) {
                problems.add(new ContentProblem(
                        "terminology",
                        "ConceptMap.group.element",
                        key + " is both the code of one product and shared"));
            }
        }
        if (products.isEmpty()) {
            problems.add(new ContentProblem(
                    "terminology",
                    "CodeSystem.concept",
                    "CodeSystem " + CodeSystems.PRODUCT + " with products is required"));
        }
        if (!problems.isEmpty()) {
            return new Reading.Rejected<>(problems);
        }
        Map<CodingKey, String> names = new HashMap<>();
        exact.forEach((key, named) -> names.put(key, named.iterator().next()));
        return new Reading.Read<>(new ProductCatalog(products, names, shared));
    }
}
