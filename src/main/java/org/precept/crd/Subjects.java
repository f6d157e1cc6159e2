package org.precept.crd;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Whom a resource is about. */
final class Subjects {
    private static final List<String> ELEMENTS = List.of("subject", "patient", "beneficiary");

    private Subjects() {}

    /** The element that names the patient, empty when the resource names none. */
    static Optional<String> element(Resource resource) {
        return ELEMENTS.stream()
                .filter(name -> {
                    Property property = resource.getNamedProperty(name);
                    return property != null && property.hasValues();
                })
                .findFirst();
    }

    /** True when the resource names another patient than the one with the id. References by urn or none tell nothing. */
    static boolean another(Resource resource, String patientId) {
        return element(resource)
                .map(resource::getNamedProperty)
                .flatMap(property -> patient(property.getValues()))
                .filter(patient -> !patient.equals("Patient/" + patientId))
                .isPresent();
    }

    private static Optional<String> patient(List<Base> values) {
        return values.stream()
                .filter(Reference.class::isInstance)
                .map(value -> ((Reference) value).getReference())
                .flatMap(reference -> ReceivedResources.local(reference).stream())
                .filter(local -> local.startsWith("Patient/"))
                .findFirst();
    }
}
