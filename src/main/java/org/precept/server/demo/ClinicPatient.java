package org.precept.server.demo;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the clinic knows about one patient before anything is asked. Never changed.
 *
 * @param key name of the demo member's files, e.g. {@code ben}
 * @param patient Patient/ehr-ben
 * @param coverage Coverage/ehr-ben
 * @param order the draft that is about to be signed
 * @param practitioner who orders
 * @param role the role in which they do
 * @param findings conditions, medications, results
 * @param request PAS request bundle of the order
 */
record ClinicPatient(
        String key,
        Patient patient,
        Coverage coverage,
        DomainResource order,
        Practitioner practitioner,
        PractitionerRole role,
        List<Resource> findings,
        Bundle request) {

    ClinicPatient {
        findings = List.copyOf(findings);
    }

    String id() {
        return patient.getIdPart();
    }

    /** Given and family name. */
    String name() {
        return patient.getNameFirstRep().getNameAsSingleString();
    }

    /** Local reference of a resource: {@code Type/id}. */
    static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdPart();
    }
}
