package org.precept.record;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Patient;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.Days;

/**
 * A member as the payer knows them.
 *
 * @param payer identifier value of the payer
 * @param number member number
 * @param patient the stored Patient; its id is {@code Patient/…}
 * @param coverages stored Coverages that carry the number
 * @param record clinical resources and questionnaires on file, origin RECORD
 */
public record Member(
        String payer, String number, Patient patient, List<Coverage> coverages, List<EvidenceItem> record) {

    /** True when a stored Coverage is active and in force on the day. */
    public boolean coveredOn(LocalDate day) {
        return coverages.stream()
                .filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .anyMatch(coverage -> Days.within(coverage.getPeriod(), day));
    }
}
