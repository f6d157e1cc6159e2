package org.precept.criteria;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/**
 * Who has which specialty, under every form in which a reference may name them. Resolved here because CQL over FHIR does
 * not follow references.
 */
final class PractitionerSpecialties {

    private PractitionerSpecialties() {}

    /** Tuples of {@code reference} String and {@code specialty} Code. */
    static List<Tuple> of(List<EvidenceItem> evidence) {
        List<Tuple> all = new ArrayList<>();
        for (EvidenceItem item : evidence) {
            if (item.resource() instanceof Practitioner practitioner) {
                add(
                        all,
                        names(item),
                        practitioner.getQualification().stream()
                                .map(Practitioner.PractitionerQualificationComponent::getCode));
            } else if (item.resource() instanceof PractitionerRole role) {
                Set<String> names = names(item);
                names.addAll(forms(role.getPractitioner().getReference()));
                add(all, names, role.getSpecialty().stream());
            }
        }
        return all;
    }

    private static void add(List<Tuple> all, Set<String> names, Stream<CodeableConcept> concepts) {
        List<Coding> codings = concepts.flatMap(concept -> concept.getCoding().stream())
                .filter(coding -> coding.hasSystem() && coding.hasCode())
                .toList();
        for (String name : names) {
            for (Coding coding : codings) {
                Map<String, @Nullable Object> elements = new LinkedHashMap<>();
                elements.put("reference", name);
                elements.put("specialty", ParameterValues.code(coding));
                all.add(new Tuple().withElements(elements));
            }
        }
    }

    private static Set<String> names(EvidenceItem item) {
        Set<String> names = forms(item.reference());
        Resource resource = item.resource();
        String id = resource.getIdElement().getIdPart();
        if (id != null) {
            names.add(resource.fhirType() + "/" + id);
        }
        return names;
    }

    /** The reference as written, without a version, and relative to its server. */
    private static Set<String> forms(@Nullable String reference) {
        Set<String> forms = new LinkedHashSet<>();
        if (reference == null || reference.isBlank()) {
            return forms;
        }
        forms.add(reference);
        int history = reference.indexOf("/_history/");
        String current = history < 0 ? reference : reference.substring(0, history);
        forms.add(current);
        String[] segments = current.split("/", -1);
        if (segments.length > 2) {
            forms.add(segments[segments.length - 2] + "/" + segments[segments.length - 1]);
        }
        return forms;
    }
}
