package org.precept.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** Conditions, results, reports, visits and orders of tests in shorthand. */
final class ClinicalFacts {
    private static final List<String> PRESENCE = List.of("positive", "negative", "indeterminate");

    private ClinicalFacts() {}

    static Resource condition(Shorthand keys, String id) {
        Condition condition = new Condition().setCode(Codes.concept(keys));
        String status = keys.text("status", "active");
        if (!status.equals("none")) {
            condition.setClinicalStatus(coded("http://terminology.hl7.org/CodeSystem/condition-clinical", status));
        }
        keys.text("verification")
                .ifPresent(code -> condition.setVerificationStatus(
                        coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", code)));
        keys.text("onset").ifPresent(date -> condition.setOnset(new DateTimeType(date)));
        keys.text("recorded").ifPresent(date -> condition.setRecordedDateElement(new DateTimeType(date)));
        return condition;
    }

    static Resource observation(Shorthand keys, String id) {
        Observation observation = new Observation().setCode(Codes.concept(keys));
        observation.setStatus(Observation.ObservationStatus.fromCode(keys.text("status", "final")));
        keys.text("date").ifPresent(date -> observation.setEffective(new DateTimeType(date)));
        keys.node("value").ifPresent(value -> observation.setValue(value(value)));
        keys.text("says").ifPresent(text -> observation.setValue(new StringType(text)));
        keys.text("flag")
                .ifPresent(code ->
                        observation.addInterpretation(new CodeableConcept(Codes.coding("interpretation", code))));
        if (keys.flag("absent").orElse(false)) {
            observation.setDataAbsentReason(
                    coded("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed"));
        }
        return observation;
    }

    /** Presence as SNOMED qualifiers, numbers as quantities. */
    private static Type value(JsonNode value) {
        if (value.isNumber()) {
            return new Quantity().setValue(value.decimalValue());
        }
        String code = value.asText();
        if (!PRESENCE.contains(code)) {
            throw new IllegalArgumentException("value: " + code + " is neither a number nor one of " + PRESENCE);
        }
        return new CodeableConcept(Codes.coding(
                "snomed",
                switch (code) {
                    case "positive" -> "10828004";
                    case "negative" -> "260385009";
                    default -> "419984006";
                }));
    }

    static Resource report(Shorthand keys, String id) {
        DiagnosticReport report = new DiagnosticReport().setCode(Codes.concept(keys));
        report.setStatus(DiagnosticReport.DiagnosticReportStatus.fromCode(keys.text("status", "final")));
        keys.text("date").ifPresent(date -> report.setEffective(new DateTimeType(date)));
        return report;
    }

    /** A document of a kind; without text it is only announced. */
    static Resource document(Shorthand keys, String id) {
        DocumentReference document = new DocumentReference().setType(Codes.concept(keys));
        document.setStatus(Enumerations.DocumentReferenceStatus.fromCode(keys.text("status", "current")));
        Attachment attachment = document.addContent().getAttachment();
        keys.text("text").ifPresent(text -> attachment.setData(text.getBytes(StandardCharsets.UTF_8)));
        return document;
    }

    static Resource encounter(Shorthand keys, String id) {
        Encounter encounter = new Encounter();
        encounter.setStatus(Encounter.EncounterStatus.fromCode(keys.text("status", "finished")));
        List<Coding> service = Codes.codings(keys);
        if (!service.isEmpty()) {
            encounter.setServiceType(new CodeableConcept().setCoding(service));
        }
        keys.text("with").ifPresent(reference -> encounter.addParticipant().setIndividual(new Reference(reference)));
        keys.text("date").ifPresent(date -> encounter.setPeriod(new Period().setStartElement(new DateTimeType(date))));
        Shorthand reason = keys.map("for");
        List<Coding> reasons = Codes.codings(reason);
        reason.done();
        if (!reasons.isEmpty()) {
            encounter.addReasonCode(new CodeableConcept().setCoding(reasons));
        }
        return encounter;
    }

    static Resource serviceRequest(Shorthand keys, String id) {
        ServiceRequest order = new ServiceRequest();
        List<Coding> performer = keys.list("performer-type").stream()
                .map(code -> Codes.coding("nucc", code.asText()))
                .toList();
        List<Coding> codes = Codes.codings(keys);
        if (!codes.isEmpty()) {
            order.setCode(new CodeableConcept().setCoding(codes));
        }
        if (!performer.isEmpty()) {
            order.setPerformerType(new CodeableConcept().setCoding(performer));
        }
        order.setStatus(ServiceRequest.ServiceRequestStatus.fromCode(keys.text("status", "active")));
        order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        keys.text("performer").ifPresent(reference -> order.addPerformer(new Reference(reference)));
        keys.text("authored").ifPresent(date -> order.setAuthoredOnElement(new DateTimeType(date)));
        return order;
    }

    private static CodeableConcept coded(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}
