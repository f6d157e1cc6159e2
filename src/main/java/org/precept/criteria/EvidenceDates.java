package org.precept.criteria;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** The day on which a piece of evidence was true, measured or written. */
final class EvidenceDates {

    private EvidenceDates() {}

    /** Null when the resource does not say, or says only a year or month. */
    static @Nullable LocalDate of(Resource resource) {
        if (resource instanceof Condition condition) {
            return first(condition.getOnset(), condition.getRecordedDateElement());
        }
        if (resource instanceof Observation observation) {
            return first(observation.getEffective(), observation.getIssuedElement());
        }
        if (resource instanceof DiagnosticReport report) {
            return first(report.getEffective(), report.getIssuedElement());
        }
        if (resource instanceof MedicationStatement statement) {
            return first(statement.getEffective(), statement.getDateAssertedElement());
        }
        if (resource instanceof MedicationAdministration administration) {
            return first(administration.getEffective());
        }
        if (resource instanceof MedicationRequest order) {
            return first(order.getAuthoredOnElement());
        }
        if (resource instanceof ServiceRequest order) {
            return first(order.getAuthoredOnElement(), order.getOccurrence());
        }
        if (resource instanceof Encounter encounter) {
            return first(encounter.getPeriod());
        }
        if (resource instanceof Procedure procedure) {
            return first(procedure.getPerformed());
        }
        if (resource instanceof QuestionnaireResponse answers) {
            return first(answers.getAuthoredElement());
        }
        return resource instanceof Patient patient ? first(patient.getBirthDateElement()) : null;
    }

    private static @Nullable LocalDate first(@Nullable Type... values) {
        for (Type value : values) {
            LocalDate day = day(value);
            if (day != null) {
                return day;
            }
        }
        return null;
    }

    /** The date as it was written, in the writer's own time zone. */
    private static @Nullable LocalDate day(@Nullable Type value) {
        if (value instanceof Period period) {
            LocalDate start = day(period.getStartElement());
            return start != null ? start : day(period.getEndElement());
        }
        String written = value instanceof BaseDateTimeType date ? date.getValueAsString() : null;
        return written == null || written.length() < 10 ? null : LocalDate.parse(written.substring(0, 10));
    }
}
