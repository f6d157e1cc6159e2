package org.precept.server.store;

import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.precept.fhir.CodeSystems;
import org.precept.record.MemberNumbers;

/** Member numbers of Patients in the FHIR store. */
final class StoredMemberNumbers implements MemberNumbers {
    private static final String PATIENT = "Patient";

    private final RecordTables tables;
    private final StoredResources resources;

    StoredMemberNumbers(RecordTables tables, StoredResources resources) {
        this.tables = tables;
        this.resources = resources;
    }

    @Override
    public List<MemberNumber> of(String patientId) {
        return resources.read(pids(patientId)).stream()
                .filter(Patient.class::isInstance)
                .flatMap(patient -> ((Patient) patient).getIdentifier().stream())
                .filter(Identifier::hasValue)
                .flatMap(identifier -> CodeSystems.payerOfMemberNumbers(identifier.getSystem()).stream()
                        .map(payer -> new MemberNumber(payer, identifier.getValue())))
                .distinct()
                .toList();
    }

    @Override
    public boolean known(String patientId) {
        return !pids(patientId).isEmpty();
    }

    private List<Long> pids(String patientId) {
        tables.flush();
        return tables.current(PATIENT, patientId);
    }
}
