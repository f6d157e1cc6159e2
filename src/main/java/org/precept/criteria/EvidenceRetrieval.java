package org.precept.criteria;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.precept.fhir.CodingKey;

/** Answers the CQL's retrieves from the evidence of one request. All of it belongs to one patient. */
final class EvidenceRetrieval implements RetrieveProvider {
    private final Map<String, List<Object>> byType = new HashMap<>();
    private final ExpandedValueSets valueSets;

    EvidenceRetrieval(EvidenceBundle evidence, ExpandedValueSets valueSets) {
        this.valueSets = valueSets;
        byType.put("Patient", List.of(evidence.patient()));
        for (EvidenceItem item : evidence.items()) {
            String type = item.resource().fhirType();
            if (type.equals("Patient")) {
                throw new IllegalArgumentException("a second Patient among the evidence");
            }
            byType.computeIfAbsent(type, ignored -> new ArrayList<>()).add(item.resource());
        }
    }

    @Override
    public Iterable<Object> retrieve(
            @Nullable String context,
            @Nullable String contextPath,
            @Nullable Object contextValue,
            String dataType,
            @Nullable String templateId,
            @Nullable String codePath,
            @Nullable Iterable<Code> codes,
            @Nullable String valueSet,
            @Nullable String datePath,
            @Nullable String dateLowPath,
            @Nullable String dateHighPath,
            @Nullable Interval dateRange) {
        List<Object> all = byType.getOrDefault(dataType, List.of());
        if (codePath == null || (codes == null && valueSet == null) || all.isEmpty()) {
            return all;
        }
        Set<CodingKey> wanted =
                valueSet != null ? valueSets.members(valueSet).keySet() : keys(codes == null ? List.of() : codes);
        List<Object> found = new ArrayList<>();
        for (Object resource : all) {
            if (coded((Base) resource, codePath, wanted)) {
                found.add(resource);
            }
        }
        return found;
    }

    private static Set<CodingKey> keys(Iterable<Code> codes) {
        Set<CodingKey> keys = new HashSet<>();
        for (Code code : codes) {
            if (code.getSystem() != null && code.getCode() != null) {
                keys.add(CodingKey.of(code.getSystem(), code.getCode()));
            }
        }
        return keys;
    }

    private static boolean coded(Base resource, String path, Set<CodingKey> wanted) {
        for (Base value : resource.getNamedProperty(path).getValues()) {
            if (value instanceof CodeableConcept concept) {
                for (Coding coding : concept.getCoding()) {
                    if (matches(coding, wanted)) {
                        return true;
                    }
                }
            } else if (value instanceof Coding coding && matches(coding, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Coding coding, Set<CodingKey> wanted) {
        return CodingKey.of(coding).filter(wanted::contains).isPresent();
    }
}
