package org.precept.pas;

import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;

/** Tells whether a resource of a request is about the Claim's patient. */
final class SubjectCheck {

    private static final List<String> SUBJECTS = List.of("subject", "patient");

    private final PasRequest request;
    private final String storedPatient;

    SubjectCheck(PasRequest request, String storedPatient) {
        this.request = request;
        this.storedPatient = storedPatient;
    }

    /** False only for a resource whose subject is a patient other than the Claim's; one without subject is fine. */
    boolean isThePatient(Resource resource, @Nullable String fullUrl) {
        for (String name : SUBJECTS) {
            Property property = resource.getNamedProperty(name);
            if (property == null) {
                continue;
            }
            for (Base value : property.getValues()) {
                if (value instanceof Reference subject && !isThePatient(subject, fullUrl)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isThePatient(Reference subject, @Nullable String from) {
        if (!subject.hasReference()) {
            return !subject.hasIdentifier()
                    || request.statedPatient().getIdentifier().stream()
                            .anyMatch(own -> own.getValue() != null
                                    && own.getValue()
                                            .equals(subject.getIdentifier().getValue()));
        }
        List<Entry> found = request.entries().find(subject.getReference(), from);
        if (!found.isEmpty()) {
            return found.contains(request.patient());
        }
        String id = subject.getReferenceElement().getResourceType() + "/"
                + subject.getReferenceElement().getIdPart();
        return id.equals(storedPatient)
                || id.equals("Patient/" + request.statedPatient().getIdElement().getIdPart());
    }
}
