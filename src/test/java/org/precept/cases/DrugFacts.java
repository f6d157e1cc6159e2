package org.precept.cases;

import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;

/** Statements, orders and administrations of drugs in shorthand. */
final class DrugFacts {

    private DrugFacts() {}

    static Resource statement(Shorthand keys, String id) {
        MedicationStatement statement = new MedicationStatement().setMedication(Codes.concept(keys));
        statement.setStatus(MedicationStatement.MedicationStatementStatus.fromCode(keys.text("status", "active")));
        period(keys).ifPresent(statement::setEffective);
        keys.text("reason").ifPresent(code -> statement.addStatusReason(Codes.reason(code)));
        return statement;
    }

    static Resource order(Shorthand keys, String id) {
        MedicationRequest order = new MedicationRequest().setMedication(Codes.concept(keys));
        order.setStatus(MedicationRequest.MedicationRequestStatus.fromCode(keys.text("status", "active")));
        order.setIntent(MedicationRequest.MedicationRequestIntent.fromCode(keys.text("intent", "order")));
        keys.text("authored").ifPresent(date -> order.setAuthoredOnElement(new DateTimeType(date)));
        keys.text("reason").ifPresent(code -> order.setStatusReason(Codes.reason(code)));
        Optional<Period> period = period(keys);
        keys.node("dose").ifPresent(dose -> {
            Shorthand dosage = new Shorthand(keys.where() + ".dose", dose);
            order.addDosageInstruction(dosage(dosage));
            dosage.done();
        });
        period.ifPresent(bounds -> {
            Dosage first =
                    order.hasDosageInstruction() ? order.getDosageInstructionFirstRep() : order.addDosageInstruction();
            first.getTiming().getRepeat().setBounds(bounds);
        });
        return order;
    }

    /** E.g. {@code {mg: 12, every: 1 d, times: 5}}. */
    private static Dosage dosage(Shorthand keys) {
        Dosage dosage = new Dosage();
        keys.number("mg")
                .ifPresent(mg -> dosage.addDoseAndRate()
                        .setDose(new Quantity()
                                .setValue(mg)
                                .setUnit("mg")
                                .setSystem("http://unitsofmeasure.org")
                                .setCode("mg")));
        Timing.TimingRepeatComponent repeat = dosage.getTiming().getRepeat();
        keys.text("every").ifPresent(every -> {
            String[] parts = every.split(" ");
            repeat.setFrequency(1)
                    .setPeriod(new java.math.BigDecimal(parts[0]))
                    .setPeriodUnit(UnitsOfTime.fromCode(parts[1]));
        });
        keys.number("times").ifPresent(times -> repeat.setCount(times.intValue()));
        return dosage;
    }

    static Resource administration(Shorthand keys, String id) {
        MedicationAdministration given = new MedicationAdministration().setMedication(Codes.concept(keys));
        given.setStatus(
                MedicationAdministration.MedicationAdministrationStatus.fromCode(keys.text("status", "completed")));
        keys.text("date").ifPresent(date -> given.setEffective(new DateTimeType(date)));
        return given;
    }

    private static Optional<Period> period(Shorthand keys) {
        Optional<String> start = keys.text("start");
        Optional<String> end = keys.text("end");
        if (start.isEmpty() && end.isEmpty()) {
            return Optional.empty();
        }
        Period period = new Period();
        start.ifPresent(date -> period.setStartElement(new DateTimeType(date)));
        end.ifPresent(date -> period.setEndElement(new DateTimeType(date)));
        return Optional.of(period);
    }
}
