package org.precept.dtr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.determination.OrderFacts;
import org.precept.fhir.Days;

/**
 * The orders that a visit follows, and its day.
 *
 * @param references of the orders, as written
 * @param day first day of the visit, null when it is not known
 */
record VisitBasis(List<String> references, @Nullable LocalDate day) {
    /** Where an Appointment names an order that is not a ServiceRequest (CRD 2.2). */
    private static final String ALTERNATE = "http://hl7.org/fhir/StructureDefinition/alternate-reference";

    VisitBasis {
        references = List.copyOf(references);
    }

    /** Empty for what is no visit. */
    static VisitBasis of(Resource resource) {
        if (resource instanceof Appointment appointment) {
            return new VisitBasis(references(appointment.getBasedOn()), Days.first(appointment.getStartElement()));
        }
        if (resource instanceof Encounter encounter) {
            return new VisitBasis(
                    references(encounter.getBasedOn()),
                    encounter.hasPeriod() ? Days.first(encounter.getPeriod().getStartElement()) : null);
        }
        return new VisitBasis(List.of(), null);
    }

    /** The order as it is carried out at the visit. */
    OrderFacts scheduled(OrderFacts facts) {
        return day == null ? facts : facts.scheduled(day);
    }

    private static List<String> references(List<Reference> basis) {
        List<String> references = new ArrayList<>();
        for (Reference reference : basis) {
            if (reference.hasReference()) {
                references.add(reference.getReference());
            }
            for (Extension extension : reference.getExtensionsByUrl(ALTERNATE)) {
                if (extension.getValue() instanceof Reference alternate && alternate.hasReference()) {
                    references.add(alternate.getReference());
                }
            }
        }
        return references;
    }
}
