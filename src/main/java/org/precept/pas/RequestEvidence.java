package org.precept.pas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.pas.Entries.Entry;

/**
 * Everything a request brings as evidence: each resource of the Bundle, those packed in nested Bundles (completed DTR
 * forms travel so) and Parameters included, and the diagnoses that its Claim states. Claims themselves are the question, and
 * Patients are not evidence; what is about another patient, withdrawn, or changed in its meaning by a modifier extension does
 * not count.
 *
 * @param items evidence about the patient
 * @param notes what was left out, for people
 */
record RequestEvidence(List<EvidenceItem> items, List<String> notes) {

    /** Copies the lists. */
    RequestEvidence {
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    /**
     * Gathers it.
     *
     * @param storedPatient {@code Patient/…}: a form prepared by this server may name the patient so
     */
    static RequestEvidence of(PasRequest request, String storedPatient) {
        Gathering gathering = new Gathering(new SubjectCheck(request, storedPatient)::isThePatient);
        Set<Entry> withdrawn = Withdrawn.in(request);
        for (Entry entry : request.entries().all()) {
            if (withdrawn.contains(entry)) {
                gathering.leaveOut(entry.resource());
            } else {
                gathering.add(entry.resource(), entry.fullUrl(), entry.name());
            }
        }
        gathering.items.addAll(StatedDiagnoses.in(request));
        return new RequestEvidence(
                gathering.items, gathering.notes.stream().distinct().toList());
    }

    /** Every resource of a Bundle by the name that evidence has of it; of several with one name the first, as it counts. */
    static Map<String, Resource> named(Entries entries) {
        Gathering gathering = new Gathering((resource, fullUrl) -> true);
        for (Entry entry : entries.all()) {
            gathering.add(entry.resource(), entry.fullUrl(), entry.name());
        }
        Map<String, Resource> named = new LinkedHashMap<>();
        gathering.items.forEach(item -> named.putIfAbsent(item.reference(), item.resource()));
        return named;
    }

    /** One walk over a Bundle. */
    private static final class Gathering {
        private final BiPredicate<Resource, @Nullable String> isThePatient;
        private final List<EvidenceItem> items = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Gathering(BiPredicate<Resource, @Nullable String> isThePatient) {
            this.isThePatient = isThePatient;
        }

        /** @param container name of the entry that the resource stands in */
        void add(@Nullable Resource resource, @Nullable String fullUrl, String container) {
            if (resource instanceof Bundle bundle) {
                bundle.getEntry().forEach(entry -> add(entry.getResource(), entry.getFullUrl(), container));
            } else if (resource instanceof Parameters parameters) {
                parameters.getParameter().forEach(parameter -> add(parameter, container));
            } else if (resource != null && !(resource instanceof Claim) && !(resource instanceof Patient)) {
                if (resource instanceof DomainResource modified && modified.hasModifierExtension()) {
                    notes.add("a " + resource.fhirType()
                            + " with a modifier extension that is not known here was not counted");
                } else if (isThePatient.test(resource, fullUrl)) {
                    items.add(new EvidenceItem(name(resource, fullUrl, container), resource, Origin.REQUEST));
                } else {
                    notes.add("a " + resource.fhirType() + " of another patient was not counted");
                }
            }
        }

        void leaveOut(Resource resource) {
            if (!(resource instanceof Claim)) {
                notes.add("a " + resource.fhirType() + " that is no longer part of the request was not counted");
            }
        }

        private void add(Parameters.ParametersParameterComponent parameter, String container) {
            add(parameter.getResource(), null, container);
            parameter.getPart().forEach(part -> add(part, container));
        }

        /** What is packed without a name of its own is named within its container, lest it look like ours. */
        private static String name(Resource resource, @Nullable String fullUrl, String container) {
            return fullUrl != null
                    ? fullUrl
                    : container + "#" + resource.fhirType() + "/"
                            + resource.getIdElement().getIdPart();
        }
    }
}
