package org.precept.dtr;

import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.precept.fhir.CodeSystems;

/** Inputs of {@code $questionnaire-package}, as a form app sends them. */
final class Requests {
    static final String LEMTRADA_HCPCS = "J0202";
    static final String UNCLASSIFIED_HCPCS = "J3490";

    private Requests() {}

    static Parameters with(Coverage coverage) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("coverage").setResource(coverage);
        return parameters;
    }

    static Parameters and(Parameters parameters, String name, Resource resource) {
        parameters.addParameter().setName(name).setResource(resource);
        return parameters;
    }

    static Parameters and(Parameters parameters, String name, Type value) {
        parameters.addParameter().setName(name).setValue(value);
        return parameters;
    }

    static Parameters form(Parameters parameters, String canonical) {
        return and(parameters, "questionnaire", new CanonicalType(canonical));
    }

    static Parameters context(Parameters parameters, String id) {
        return and(parameters, "context", new StringType(id));
    }

    static Coverage coverage(String payer, String number) {
        Coverage coverage = new Coverage();
        coverage.setId("Coverage/cov-1");
        coverage.setStatus(CoverageStatus.ACTIVE)
                .setSubscriberId(number)
                .setBeneficiary(new Reference("Patient/pat-1"));
        coverage.getRelationship()
                .addCoding(new Coding("http://terminology.hl7.org/CodeSystem/subscriber-relationship", "self", null));
        coverage.addPayor().getIdentifier().setSystem(CodeSystems.PAYER).setValue(payer);
        return coverage;
    }

    static MedicationRequest order(String hcpcs) {
        MedicationRequest order = new MedicationRequest();
        order.setId("MedicationRequest/order-1");
        order.setStatus(MedicationRequestStatus.DRAFT).setIntent(MedicationRequestIntent.ORDER);
        order.setSubject(new Reference("Patient/pat-1"));
        order.setMedication(new CodeableConcept().addCoding(new Coding(CodeSystems.HCPCS, hcpcs, null)));
        return order;
    }
}
