package org.precept.criteria;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Tuple;
import org.precept.fhir.CodingKey;

/**
 * Evidence by type and by code, made once for all evaluations of the same evidence: a policy asks for dozens of value
 * sets, and a chart has hundreds of resources that are in none of them. Safe for concurrent use.
 */
final class EvidenceIndex {

    private final Map<String, List<Object>> byType = new HashMap<>();
    private final Map<Element, Codes> codes = new ConcurrentHashMap<>();
    private final List<Tuple> specialties;

    EvidenceIndex(Patient patient, List<EvidenceItem> items) {
        byType.put("Patient", List.of(patient));
        for (EvidenceItem item : items) {
            String type = item.resource().fhirType();
            if (type.equals("Patient")) {
                throw new IllegalArgumentException("a second Patient among the evidence");
            }
            byType.computeIfAbsent(type, ignored -> new ArrayList<>()).add(item.resource());
        }
        specialties = List.copyOf(PractitionerSpecialties.of(items));
    }

    private record Element(String type, String path) {}

    /** Every resource of the type, in the order of the evidence. */
    List<Object> all(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /** The resources of the type that have one of the codes in the element, in the order of the evidence. */
    List<Object> coded(String type, String path, Set<CodingKey> wanted) {
        List<Object> all = all(type);
        return all.isEmpty()
                ? all
                : codes.computeIfAbsent(new Element(type, path), element -> new Codes(all, path))
                        .find(wanted);
    }

    /** What the CQL is told of practitioners, see {@link PractitionerSpecialties}. */
    List<Tuple> specialties() {
        return specialties;
    }

    /** Where each code stands in one element of the resources of one type. */
    private static final class Codes {
        private final List<Object> resources;
        private final Map<CodingKey, BitSet> positions = new HashMap<>();

        private Codes(List<Object> resources, String path) {
            this.resources = resources;
            for (int i = 0; i < resources.size(); i++) {
                for (Base value :
                        ((Base) resources.get(i)).getNamedProperty(path).getValues()) {
                    if (value instanceof CodeableConcept concept) {
                        for (Coding coding : concept.getCoding()) {
                            add(coding, i);
                        }
                    } else if (value instanceof Coding coding) {
                        add(coding, i);
                    }
                }
            }
        }

        private void add(Coding coding, int position) {
            CodingKey.of(coding)
                    .ifPresent(key -> positions
                            .computeIfAbsent(key, ignored -> new BitSet())
                            .set(position));
        }

        private List<Object> find(Set<CodingKey> wanted) {
            @Nullable BitSet hits = null;
            for (Map.Entry<CodingKey, BitSet> entry : positions.entrySet()) {
                if (wanted.contains(entry.getKey())) {
                    if (hits == null) {
                        hits = new BitSet();
                    }
                    hits.or(entry.getValue());
                }
            }
            return hits == null
                    ? List.of()
                    : hits.stream().mapToObj(resources::get).toList();
        }
    }
}
