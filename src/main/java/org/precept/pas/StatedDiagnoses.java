package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;

/**
 * Diagnoses that the Claim states as codes, as the Conditions that they are. A diagnosis that no item is for says something of
 * the patient all the same: a Claim that lists an infection is no proof that there is none. The day is left open unless the
 * Claim says since when.
 */
final class StatedDiagnoses {

    private static final String RECORDED =
            "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-diagnosisRecordedDate";
    private static final String CLINICAL_STATUS = "http://terminology.hl7.org/CodeSystem/condition-clinical";

    private StatedDiagnoses() {}

    static List<EvidenceItem> in(PasRequest request) {
        List<EvidenceItem> stated = new ArrayList<>();
        for (DiagnosisComponent diagnosis : request.claim().getDiagnosis()) {
            if (diagnosis.getDiagnosis() instanceof CodeableConcept code && code.hasCoding()) {
                String id = "diagnosis-" + diagnosis.getSequence();
                stated.add(new EvidenceItem(
                        request.claimUrl() + "#" + id,
                        condition(diagnosis, code).setId(id),
                        Origin.REQUEST));
            }
        }
        return stated;
    }

    private static Condition condition(DiagnosisComponent diagnosis, CodeableConcept code) {
        Condition condition = new Condition();
        condition.setCode(code.copy());
        condition.setClinicalStatus(
                new CodeableConcept(new Coding(CLINICAL_STATUS, "active", "active, as the request states")));
        diagnosis.getExtensionsByUrl(RECORDED).stream()
                .map(Extension::getValue)
                .filter(day -> day instanceof DateType && day.hasPrimitiveValue())
                .findFirst()
                .ifPresent(day -> condition.setRecordedDateElement(new DateTimeType(day.primitiveValue())));
        return condition;
    }
}
