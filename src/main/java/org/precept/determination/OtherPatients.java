package org.precept.determination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;

/** Patients in a request who are not the member, e.g. the subscriber; what is about them is no evidence. */
final class OtherPatients {
    private final Set<String> references;

    private OtherPatients(Set<String> references) {
        this.references = references;
    }

    /**
     * The member is the Patient who shares an identifier with the stored one, else name and birth date, else the only one.
     * When none of these tells, nobody is clearly another.
     */
    static OtherPatients among(List<EvidenceItem> request, Patient member) {
        List<EvidenceItem> patients = new ArrayList<>();
        for (EvidenceItem item : request) {
            if (item.resource() instanceof Patient) {
                patients.add(item);
            }
        }
        List<EvidenceItem> own = matching(patients, patient -> sharesIdentifier(patient, member));
        if (own.isEmpty()) {
            own = matching(patients, patient -> sameNameAndBirthDate(patient, member));
        }
        Set<String> others = new HashSet<>();
        if (!own.isEmpty()) {
            patients.forEach(item -> others.addAll(names(item)));
            own.forEach(item -> others.removeAll(names(item)));
        }
        return new OtherPatients(others);
    }

    /** False when the resource is clearly about another patient. */
    boolean own(Resource resource) {
        if (references.isEmpty()) {
            return true;
        }
        String subject = ResourceState.subject(resource);
        return subject == null || !references.contains(subject);
    }

    private static List<EvidenceItem> matching(List<EvidenceItem> patients, Predicate<Patient> test) {
        return patients.stream()
                .filter(item -> test.test((Patient) item.resource()))
                .toList();
    }

    private static Set<String> names(EvidenceItem item) {
        String id = item.resource().getIdElement().getIdPart();
        return id == null ? Set.of(item.reference()) : new HashSet<>(List.of(item.reference(), "Patient/" + id));
    }

    private static boolean sharesIdentifier(Patient patient, Patient member) {
        return patient.getIdentifier().stream()
                .anyMatch(one -> member.getIdentifier().stream().anyMatch(other -> same(one, other)));
    }

    private static boolean same(Identifier one, Identifier other) {
        return one.hasValue()
                && one.getValue().equals(other.getValue())
                && Objects.equals(one.getSystem(), other.getSystem());
    }

    private static boolean sameNameAndBirthDate(Patient patient, Patient member) {
        return patient.hasBirthDate()
                && Objects.equals(
                        patient.getBirthDateElement().getValueAsString(),
                        member.getBirthDateElement().getValueAsString())
                && patient.getName().stream()
                        .anyMatch(one -> member.getName().stream().anyMatch(other -> sameName(one, other)));
    }

    private static boolean sameName(HumanName one, HumanName other) {
        return one.hasFamily()
                && one.getFamily().equalsIgnoreCase(other.getFamily())
                && one.getGivenAsSingleString().equalsIgnoreCase(other.getGivenAsSingleString());
    }
}
