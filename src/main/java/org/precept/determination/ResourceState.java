package org.precept.determination;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** What all clinical resources say alike: whether they still stand, and whom they are about. */
final class ResourceState {
    private static final Set<String> RETRACTED = Set.of("entered-in-error", "refuted");
    private static final List<String> SUBJECTS = List.of("subject", "patient", "beneficiary");

    private ResourceState() {}

    /** True for what was entered in error, by status or verificationStatus, and for what was refuted. */
    static boolean retracted(Resource resource) {
        return values(resource, "status").stream().anyMatch(ResourceState::retracts)
                || values(resource, "verificationStatus").stream().anyMatch(ResourceState::retracts);
    }

    private static boolean retracts(Base value) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream().map(Coding::getCode).anyMatch(ResourceState::retracts);
        }
        return value.isPrimitive() && retracts(value.primitiveValue());
    }

    private static boolean retracts(@Nullable String code) {
        return code != null && RETRACTED.contains(code);
    }

    /** The reference to the patient it is about; null when it has none. */
    static @Nullable String subject(Resource resource) {
        for (String name : SUBJECTS) {
            for (Base value : values(resource, name)) {
                if (value instanceof Reference reference && reference.hasReference()) {
                    return reference.getReference();
                }
            }
        }
        return null;
    }

    private static List<Base> values(Resource resource, String name) {
        Property property = resource.getNamedProperty(name);
        return property == null ? List.of() : property.getValues();
    }
}
