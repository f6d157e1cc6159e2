package org.precept.criteria;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
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
        Set<String> absolute = absolute(evidence);
        for (EvidenceItem item : evidence) {
            Set<String> names = names(item);
            if (isPractitioner(item.resource()) && names.stream().noneMatch(name -> name.contains("://"))) {
                // It came without an address of its own: who refers to it by one means it all the same.
                absolute.stream()
                        .filter(reference -> forms(reference).stream().anyMatch(names::contains))
                        .toList()
                        .forEach(names::add);
            }
            specialties(all, item.resource(), names, Set.of());
            if (item.resource() instanceof DomainResource holder) {
                holder.getContained()
                        .forEach(contained -> specialties(all, contained, inside(names, contained), names));
            }
        }
        return all;
    }

    /** Absolute references to those who take part or order, which criteria compare as they are written. */
    private static Set<String> absolute(List<EvidenceItem> evidence) {
        return evidence.stream()
                .flatMap(item -> people(item.resource()))
                .map(Reference::getReference)
                .filter(reference -> reference != null && reference.contains("://"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<Reference> people(Resource resource) {
        if (resource instanceof Encounter encounter) {
            return encounter.getParticipant().stream().map(Encounter.EncounterParticipantComponent::getIndividual);
        }
        if (resource instanceof ServiceRequest order) {
            return Stream.concat(Stream.of(order.getRequester()), order.getPerformer().stream());
        }
        if (resource instanceof MedicationRequest order) {
            return Stream.of(order.getRequester());
        }
        return Stream.of();
    }

    private static boolean isPractitioner(Resource resource) {
        return resource instanceof Practitioner || resource instanceof PractitionerRole;
    }

    /** @param holders names of what contains the resource; empty when nothing does */
    private static void specialties(List<Tuple> all, Resource resource, Set<String> names, Set<String> holders) {
        if (resource instanceof Practitioner practitioner) {
            add(
                    all,
                    names,
                    practitioner.getQualification().stream()
                            .map(Practitioner.PractitionerQualificationComponent::getCode));
        } else if (resource instanceof PractitionerRole role) {
            String practitioner = role.getPractitioner().getReference();
            Set<String> both = new LinkedHashSet<>(names);
            if (practitioner != null && practitioner.startsWith("#")) {
                holders.forEach(holder -> both.add(holder + practitioner));
            } else {
                both.addAll(forms(practitioner));
            }
            add(all, both, role.getSpecialty().stream());
        }
    }

    /** {@code Type/id#contained}: what a contained resource is called from outside. */
    private static Set<String> inside(Set<String> holders, Resource contained) {
        String id = String.valueOf(contained.getIdElement().getIdPart());
        String fragment = id.startsWith("#") ? id : "#" + id;
        return holders.stream().map(holder -> holder + fragment).collect(Collectors.toCollection(LinkedHashSet::new));
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
