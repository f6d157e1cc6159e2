package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.criteria.RequestParameters;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;

/** How dosage instructions of Kesimpta are read (policy 2020910, "Dosing"), in the ways that orders write them. */
class KesimptaDosageTest {
    private static final Canonical LIBRARY =
            Canonical.parse("https://precept.example/fhir/Library/Kesimpta2020910|1.1.0");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    static Stream<Arguments> dosages() {
        return Stream.of(
                Arguments.of("20 mg, monthly", dosage(quantity("20", "mg"), every("1", UnitsOfTime.MO, 1)), true),
                Arguments.of("0.4 mL, monthly", dosage(quantity("0.4", "mL"), every("1", UnitsOfTime.MO, 1)), true),
                Arguments.of("0.8 mL, monthly", dosage(quantity("0.8", "mL"), every("1", UnitsOfTime.MO, 1)), false),
                Arguments.of("20 mg, timing code MO", dosage(quantity("20", "mg"), monthlyByCode()), true),
                Arguments.of("20 mg, every 30 days", dosage(quantity("20", "mg"), every("30", UnitsOfTime.D, 1)), true),
                Arguments.of(
                        "20 mg, twice a month", dosage(quantity("20", "mg"), every("1", UnitsOfTime.MO, 2)), false),
                Arguments.of(
                        "20 mg, every 2 months", dosage(quantity("20", "mg"), every("2", UnitsOfTime.MO, 1)), null),
                Arguments.of("20 mg, no timing", dosage(quantity("20", "mg"), null), null),
                Arguments.of("1 pen, monthly", dosage(quantity("1", "pen"), every("1", UnitsOfTime.MO, 1)), null),
                Arguments.of("a range of doses", dosage(range(), every("1", UnitsOfTime.MO, 1)), null),
                Arguments.of("monthly, no dose", dosage(null, every("1", UnitsOfTime.MO, 1)), null),
                Arguments.of("text only", new Dosage().setText("20 mg under the skin once a month"), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dosages")
    void readsTheDosage(String written, Dosage dosage, @Nullable Boolean expected) {
        MedicationRequest order = new MedicationRequest()
                .setStatus(MedicationRequestStatus.DRAFT)
                .setMedication(new CodeableConcept(new Coding(CodeSystems.RXNORM, "2390949", null)))
                .addDosageInstruction(dosage);
        EvidenceBundle evidence = new EvidenceBundle(
                new Patient(), List.of(new EvidenceItem("MedicationRequest/order", order, Origin.REQUEST)));
        assertThat(CaseWorld.CRITERIA
                        .engine()
                        .criteria(LIBRARY, List.of("dosing"), evidence, medicalBenefit())
                        .get(0)
                        .value())
                .as(written)
                .isEqualTo(expected);
    }

    private static RequestParameters medicalBenefit() {
        return new RequestParameters(
                DAY, DAY, null, null, BigDecimal.ZERO, null, true, false, null, null, List.of(), List.of(), "request");
    }

    private static Dosage dosage(@Nullable Type dose, @Nullable Timing timing) {
        Dosage dosage = new Dosage();
        if (dose != null) {
            dosage.addDoseAndRate().setDose(dose);
        }
        if (timing != null) {
            dosage.setTiming(timing);
        }
        return dosage;
    }

    private static Quantity quantity(String value, String unit) {
        return new Quantity().setValue(new BigDecimal(value)).setUnit(unit);
    }

    private static Range range() {
        return new Range().setLow(quantity("20", "mg")).setHigh(quantity("40", "mg"));
    }

    private static Timing monthlyByCode() {
        return new Timing()
                .setCode(new CodeableConcept(
                        new Coding("http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", "MO", null)));
    }

    private static Timing every(String period, UnitsOfTime unit, int frequency) {
        Timing timing = new Timing();
        timing.getRepeat()
                .setFrequency(frequency)
                .setPeriod(new BigDecimal(period))
                .setPeriodUnit(unit);
        return timing;
    }
}
