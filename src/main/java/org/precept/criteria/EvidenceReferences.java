package org.precept.criteria;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Turns what an {@code "x evidence"} define lists, resources and references, into named evidence. */
final class EvidenceReferences {
    private final Map<Resource, EvidenceItem> byResource = new IdentityHashMap<>();
    private final RequestParameters request;
    private final EvidenceDisplay display;

    EvidenceReferences(EvidenceBundle evidence, RequestParameters request, EvidenceDisplay display) {
        evidence.items().forEach(item -> byResource.put(item.resource(), item));
        this.request = request;
        this.display = display;
    }

    /** Each reference once, in the order of the define. */
    List<EvidenceReference> of(String criterion, @Nullable Object evidence) {
        Map<String, EvidenceReference> found = new LinkedHashMap<>();
        for (Object element : elements(evidence)) {
            EvidenceReference reference = reference(criterion, element);
            found.putIfAbsent(reference.reference(), reference);
        }
        return List.copyOf(found.values());
    }

    /** Lists may be nested: a define joins lists of different types without a word of casting. */
    private static List<Object> elements(@Nullable Object evidence) {
        List<Object> elements = new ArrayList<>();
        if (evidence instanceof Iterable<?> list) {
            for (Object element : list) {
                elements.addAll(elements(element));
            }
        } else if (evidence != null) {
            elements.add(evidence);
        }
        return elements;
    }

    private EvidenceReference reference(String criterion, Object element) {
        if (element instanceof Patient patient) {
            String id = patient.getIdElement().getIdPart();
            return new EvidenceReference(
                    "Patient/" + (id == null ? "member" : id), "Date of birth on file", EvidenceDates.of(patient));
        }
        if (element instanceof Resource resource) {
            EvidenceItem item = byResource.get(resource);
            if (item == null) {
                throw new CriteriaException("define \"" + criterion + " evidence\" names a " + resource.fhirType()
                        + " that is not among the evidence");
            }
            return new EvidenceReference(item.reference(), display.of(criterion, resource), EvidenceDates.of(resource));
        }
        if (element instanceof String reference) {
            return named(criterion, reference);
        }
        throw new CriteriaException("define \"" + criterion + " evidence\" holds a "
                + element.getClass().getSimpleName() + "; it may hold resources and references");
    }

    private EvidenceReference named(String criterion, String reference) {
        if (reference.equals(request.requestReference())) {
            return new EvidenceReference(reference, "The request itself", request.requestDate());
        }
        for (EvidenceItem item : byResource.values()) {
            if (item.reference().equals(reference)) {
                return reference(criterion, item.resource());
            }
        }
        return new EvidenceReference(reference, reference, null);
    }
}
