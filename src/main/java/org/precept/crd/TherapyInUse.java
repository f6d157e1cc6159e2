package org.precept.crd;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.MedicationStatement.MedicationStatementStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Days;

/**
 * What therapy a resource shows to be in use: an active order or statement, or what was given in the encounter. Orders
 * whose time has run out show nothing.
 */
final class TherapyInUse {
    private static final Set<MedicationAdministrationStatus> GIVEN =
            EnumSet.of(MedicationAdministrationStatus.INPROGRESS, MedicationAdministrationStatus.COMPLETED);

    private TherapyInUse() {}

    /**
     * Codes of the therapy; empty when the resource shows none in use.
     *
     * @param encounter reference of the encounter, null when there is none
     */
    static Optional<List<Coding>> on(LocalDate day, Resource resource, @Nullable String encounter) {
        if (resource instanceof MedicationRequest request
                && request.getStatus() == MedicationRequestStatus.ACTIVE
                && !request.getDoNotPerform()
                && !ended(request.getDispenseRequest().getValidityPeriod(), day)) {
            return codings(request.getMedication());
        }
        if (resource instanceof MedicationStatement statement
                && statement.getStatus() == MedicationStatementStatus.ACTIVE
                && !ended(statement.getEffective(), day)) {
            return codings(statement.getMedication());
        }
        if (resource instanceof MedicationAdministration administration
                && GIVEN.contains(administration.getStatus())
                && encounter != null
                && isEncounter(administration.getContext(), encounter)) {
            return codings(administration.getMedication());
        }
        return Optional.empty();
    }

    private static boolean isEncounter(Reference context, String encounter) {
        return ReceivedResources.local(context.getReference())
                .filter(encounter::equals)
                .isPresent();
    }

    private static boolean ended(@Nullable Type effective, LocalDate day) {
        LocalDate end = effective instanceof Period period ? Days.last(period.getEndElement()) : null;
        return end != null && end.isBefore(day);
    }

    private static Optional<List<Coding>> codings(@Nullable Type medication) {
        return medication instanceof CodeableConcept concept ? Optional.of(concept.getCoding()) : Optional.empty();
    }
}
