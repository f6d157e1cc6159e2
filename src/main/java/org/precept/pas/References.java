package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The literal references a resource holds, contained resources included, each with its FHIRPath. */
final class References {

    private References() {}

    /** A reference and where it stands. */
    record Found(String path, Reference reference) {}

    /** All references to other resources; those to contained resources are left out. */
    static List<Found> in(Base resource, String path) {
        List<Found> found = new ArrayList<>();
        collect(resource, path, found);
        return found;
    }

    /** All references, those to contained resources and those without a literal reference included. */
    static List<Reference> all(Resource resource) {
        List<Reference> found = new ArrayList<>();
        collectAll(resource, found);
        return found;
    }

    private static void collectAll(Base element, List<Reference> found) {
        if (element instanceof Reference reference) {
            found.add(reference);
        }
        for (Property property : element.children()) {
            for (Base value : property.getValues()) {
                collectAll(value, found);
            }
        }
    }

    private static void collect(Base element, String path, List<Found> found) {
        if (element instanceof Reference reference
                && reference.hasReference()
                && !reference.getReference().startsWith("#")) {
            found.add(new Found(path, reference));
        }
        for (Property property : element.children()) {
            if (!property.hasValues()) {
                continue;
            }
            String name = property.getName().replace("[x]", "");
            for (int i = 0; i < property.getValues().size(); i++) {
                Base value = property.getValues().get(i);
                // Evidence packed in Bundles and Parameters has references of its own frame.
                if (value instanceof Resource nested && !"contained".equals(name)) {
                    continue;
                }
                collect(value, path + "." + name + (property.isList() ? "[" + i + "]" : ""), found);
            }
        }
    }
}
