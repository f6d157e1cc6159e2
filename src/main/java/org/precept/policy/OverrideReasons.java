package org.precept.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptPropertyComponent;
import org.hl7.fhir.r4.model.Coding;
import org.precept.fhir.CodeSystems;

/** Reads which reasons for not following a card go with which topic: property {@code topic} of CodeSystem override-reason. */
final class OverrideReasons {
    private static final String TOPIC = "topic";

    private OverrideReasons() {}

    /** Reasons in the order of the code system, by topic. */
    static Map<String, List<Coding>> byTopic(List<ContentFile> files) {
        Map<String, List<Coding>> byTopic = new LinkedHashMap<>();
        for (ContentFile file : files) {
            if (file.resource() instanceof CodeSystem system && CodeSystems.OVERRIDE_REASON.equals(system.getUrl())) {
                system.getConcept().forEach(concept -> add(concept, byTopic));
            }
        }
        return byTopic;
    }

    private static void add(ConceptDefinitionComponent concept, Map<String, List<Coding>> byTopic) {
        for (ConceptPropertyComponent property : concept.getProperty()) {
            if (TOPIC.equals(property.getCode())) {
                byTopic.computeIfAbsent(property.getValue().primitiveValue(), any -> new ArrayList<>())
                        .add(new Coding(CodeSystems.OVERRIDE_REASON, concept.getCode(), concept.getDisplay()));
            }
        }
    }
}
