package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

/** Every slice of Claim.supportingInfo is read, as date or as period, until it is cancelled. */
class SupportingInformationTest {

    private final Claim claim = new Claim();
    private final SubmittedItem item = new SubmittedItem(0, claim.addItem().setSequence(1), List.of());

    @Test
    void readsTheDayOfTheEvent() {
        assertThat(read().eventDay(item)).isNull();
        SupportingInformationComponent event = add("patientEvent", new DateType("2026-12-03"));
        assertThat(read().eventDay(item)).isEqualTo(LocalDate.of(2026, 12, 3));
        event.setTiming(new Period().setStartElement(new DateTimeType("2026-12-05")));
        assertThat(read().eventDay(item)).isEqualTo(LocalDate.of(2026, 12, 5));
        event.setTiming(new Period().setEndElement(new DateTimeType("2026-12-05")));
        assertThat(read().eventDay(item)).isNull();
    }

    @Test
    void readsAdmissionAndDischarge() {
        add("admissionDates", new DateType("2026-12-01"));
        SupportingInformationComponent discharge = add("dischargeDates", new DateType("2026-12-09"));

        assertThat(read().admission(item))
                .get()
                .satisfies(day -> assertThat(day.primitiveValue()).isEqualTo("2026-12-01"));
        assertThat(read().discharge(item))
                .get()
                .satisfies(day -> assertThat(day.getValueAsString()).isEqualTo("2026-12-09"));
        discharge.setTiming(new Period().setEndElement(new DateTimeType("2026-12-08")));
        assertThat(read().discharge(item))
                .get()
                .satisfies(day -> assertThat(day.getValueAsString()).isEqualTo("2026-12-08"));
        discharge.setTiming(new Period());
        assertThat(read().discharge(item)).isEmpty();
    }

    @Test
    void prefersWhatTheItemNames() {
        add("admissionDates", new DateType("2026-12-01"));
        add("admissionDates", new DateType("2026-12-02"));
        claim.getItemFirstRep().addInformationSequence(2);

        assertThat(read().admission(item))
                .get()
                .satisfies(day -> assertThat(day.primitiveValue()).isEqualTo("2026-12-02"));
    }

    @Test
    void readsWhatTheProviderSaysInWords() {
        add("freeFormMessage", null).setValue(new StringType(" Please call before noon. "));
        add("freeFormMessage", null).setValue(new StringType("  "));
        add("somethingElse", null).setValue(new StringType("not a message"));

        assertThat(read().messages()).containsExactly("Please call before noon.");
    }

    @Test
    void passesOverWhatIsCancelled() {
        for (String slice : List.of("patientEvent", "admissionDates", "dischargeDates", "freeFormMessage")) {
            add(slice, new DateType("2026-12-01"))
                    .setValue(new StringType("text"))
                    .addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)));
        }

        assertThat(read().eventDay(item)).isNull();
        assertThat(read().admission(item)).isEmpty();
        assertThat(read().discharge(item)).isEmpty();
        assertThat(read().messages()).isEmpty();
    }

    private SupportingInformation read() {
        return SupportingInformation.of(claim);
    }

    private SupportingInformationComponent add(String slice, Type timing) {
        return claim.addSupportingInfo()
                .setSequence(claim.getSupportingInfo().size())
                .setCategory(Codes.concept(Pas.TEMP_CODES, slice, null))
                .setTiming(timing);
    }
}
