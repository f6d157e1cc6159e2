package org.precept.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;

/** Facts in shorthand, one per line, as FHIR resources. */
final class Facts {
    private static final Map<String, BiFunction<Shorthand, String, Resource>> KINDS = Map.ofEntries(
            Map.entry("condition", ClinicalFacts::condition),
            Map.entry("observation", ClinicalFacts::observation),
            Map.entry("report", ClinicalFacts::report),
            Map.entry("document", ClinicalFacts::document),
            Map.entry("encounter", ClinicalFacts::encounter),
            Map.entry("service-request", ClinicalFacts::serviceRequest),
            Map.entry("medication", DrugFacts::statement),
            Map.entry("order", DrugFacts::order),
            Map.entry("administration", DrugFacts::administration),
            Map.entry("practitioner", PeopleFacts::practitioner),
            Map.entry("role", PeopleFacts::role));

    private Facts() {}

    /**
     * Reads a list of facts.
     *
     * @param prefix begins the ids of facts that name none
     */
    static List<EvidenceItem> read(String where, List<JsonNode> facts, Origin origin, String prefix) {
        List<EvidenceItem> items = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            Map.Entry<String, JsonNode> fact = single(where + "[" + i + "]", facts.get(i));
            BiFunction<Shorthand, String, Resource> kind = KINDS.get(fact.getKey());
            if (kind == null) {
                throw new IllegalArgumentException(
                        where + "[" + i + "]: unknown fact '" + fact.getKey() + "'; facts are " + KINDS.keySet());
            }
            Shorthand keys = new Shorthand(where + "[" + i + "]." + fact.getKey(), fact.getValue());
            String id = keys.text("id", prefix + (i + 1));
            Resource resource = kind.apply(keys, id);
            keys.done();
            resource.setId(id);
            items.add(new EvidenceItem(resource.fhirType() + "/" + id, resource, origin));
        }
        return items;
    }

    /** The id that a fact names; empty when it names none. */
    static String id(JsonNode fact) {
        return single("fact", fact).getValue().path("id").asText();
    }

    private static Map.Entry<String, JsonNode> single(String where, JsonNode fact) {
        Map<String, JsonNode> entries = new Shorthand(where, fact).entries();
        if (entries.size() != 1) {
            throw new IllegalArgumentException(where + ": a fact has one kind, found " + entries.keySet());
        }
        return entries.entrySet().iterator().next();
    }
}
