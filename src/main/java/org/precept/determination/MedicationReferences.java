package org.precept.determination;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;

/**
 * Puts the code of a referenced Medication in place of the reference, on a copy, so that criteria look at one element
 * only. References are resolved within their own source: {@code Medication/1} of an EHR is not {@code Medication/1} here.
 */
final class MedicationReferences {
    private final Map<String, Medication> medications = new HashMap<>();

    MedicationReferences(List<EvidenceItem> source) {
        for (EvidenceItem item : source) {
            if (item.resource() instanceof Medication medication) {
                medications.put(item.reference(), medication);
                String id = medication.getIdElement().getIdPart();
                if (id != null) {
                    medications.putIfAbsent("Medication/" + id, medication);
                }
            }
        }
    }

    /** The item, or a copy of it under the same reference when its medication is a reference that leads to a code. */
    EvidenceItem inlined(EvidenceItem item) {
        Resource resource = item.resource();
        if (!(medication(resource) instanceof Reference reference)) {
            return item;
        }
        CodeableConcept code = code((DomainResource) resource, reference);
        return code == null ? item : new EvidenceItem(item.reference(), with(resource, code), item.origin());
    }

    private @Nullable CodeableConcept code(DomainResource holder, Reference reference) {
        Medication medication = medication(holder, reference);
        return medication != null && medication.hasCode() ? medication.getCode() : null;
    }

    private @Nullable Medication medication(DomainResource holder, Reference reference) {
        String target = reference.getReference();
        if (target == null) {
            return reference.getResource() instanceof Medication medication ? medication : null;
        }
        if (target.startsWith("#")) {
            return Contained.find(holder, target) instanceof Medication medication ? medication : null;
        }
        Medication named = medications.get(target);
        return named == null ? medications.get(local(target)) : named;
    }

    /** {@code Medication/id} of an absolute or versioned reference. */
    private static String local(String target) {
        int history = target.indexOf("/_history/");
        String current = history < 0 ? target : target.substring(0, history);
        int type = current.lastIndexOf("/Medication/");
        return type < 0 ? current : current.substring(type + 1);
    }

    private static @Nullable Type medication(Resource resource) {
        if (resource instanceof MedicationRequest request) {
            return request.getMedication();
        }
        if (resource instanceof MedicationStatement statement) {
            return statement.getMedication();
        }
        if (resource instanceof MedicationAdministration administration) {
            return administration.getMedication();
        }
        return resource instanceof MedicationDispense dispense ? dispense.getMedication() : null;
    }

    private static Resource with(Resource resource, CodeableConcept code) {
        if (resource instanceof MedicationRequest request) {
            return request.copy().setMedication(code);
        }
        if (resource instanceof MedicationStatement statement) {
            return statement.copy().setMedication(code);
        }
        if (resource instanceof MedicationAdministration administration) {
            return administration.copy().setMedication(code);
        }
        return resource instanceof MedicationDispense dispense ? dispense.copy().setMedication(code) : resource;
    }
}
