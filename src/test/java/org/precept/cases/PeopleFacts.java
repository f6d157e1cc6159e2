package org.precept.cases;

import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Clinicians in shorthand. */
final class PeopleFacts {

    private PeopleFacts() {}

    static Resource practitioner(Shorthand keys, String id) {
        Practitioner practitioner = new Practitioner();
        practitioner.addQualification().setCode(Codes.concept(keys));
        return practitioner;
    }

    static Resource role(Shorthand keys, String id) {
        PractitionerRole role = new PractitionerRole().addSpecialty(Codes.concept(keys));
        keys.text("practitioner").ifPresent(reference -> role.setPractitioner(new Reference(reference)));
        return role;
    }
}
