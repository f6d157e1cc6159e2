package org.precept.server.store;

import ca.uhn.fhir.util.FhirTerser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** An order in which each resource comes after those of the list that it refers to, so that its links find them. */
final class ReferencedFirst {

    private final FhirTerser terser;

    ReferencedFirst(FhirTerser terser) {
        this.terser = terser;
    }

    List<Resource> order(Collection<? extends Resource> resources) {
        Map<String, Resource> byName = new LinkedHashMap<>();
        resources.forEach(resource -> byName.put(name(resource), resource));
        List<Resource> ordered = new ArrayList<>(resources.size());
        Set<String> seen = new HashSet<>();
        byName.values().forEach(resource -> visit(resource, byName, seen, ordered));
        return ordered;
    }

    private void visit(Resource resource, Map<String, Resource> byName, Set<String> seen, List<Resource> ordered) {
        if (!seen.add(name(resource))) {
            return;
        }
        // What a Bundle holds has its own frame of references.
        if (!(resource instanceof Bundle)) {
            for (Reference reference : terser.getAllPopulatedChildElementsOfType(resource, Reference.class)) {
                Resource target = byName.get(reference.getReference());
                if (target != null) {
                    visit(target, byName, seen, ordered);
                }
            }
        }
        ordered.add(resource);
    }

    private static String name(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
