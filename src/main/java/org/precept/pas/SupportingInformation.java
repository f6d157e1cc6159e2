package org.precept.pas;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * What Claim.supportingInfo says besides pointing at evidence, by slice of profile-claim; what is cancelled is left out.
 *
 * @param current entries that are not cancelled
 */
record SupportingInformation(List<SupportingInformationComponent> current) {

    private static final String EVENT = "patientEvent";
    private static final String ADMISSION = "admissionDates";
    private static final String DISCHARGE = "dischargeDates";
    private static final String MESSAGE = "freeFormMessage";

    /** Copies the list. */
    SupportingInformation {
        current = List.copyOf(current);
    }

    static SupportingInformation of(Claim claim) {
        return new SupportingInformation(claim.getSupportingInfo().stream()
                .filter(information -> !Cancellation.of(information))
                .toList());
    }

    /** What the provider has to say in words. */
    List<String> messages() {
        return slice(MESSAGE).stream()
                .map(SupportingInformationComponent::getValue)
                .filter(StringType.class::isInstance)
                .map(value -> ((StringType) value).getValue())
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .toList();
    }

    /** First day of the event that an item is part of; null when none is given. Was checked to be a full date. */
    @Nullable
    LocalDate eventDay(SubmittedItem item) {
        Type timing = timing(EVENT, item).orElse(null);
        if (timing instanceof BaseDateTimeType day) {
            return Dates.day(day);
        }
        return timing instanceof Period period && period.hasStart() ? Dates.day(period.getStartElement()) : null;
    }

    /** When events are: dates or Periods. */
    List<Type> events() {
        return slice(EVENT).stream()
                .filter(SupportingInformationComponent::hasTiming)
                .map(SupportingInformationComponent::getTiming)
                .toList();
    }

    /** When the patient is admitted for an item: date or Period. */
    Optional<Type> admission(SubmittedItem item) {
        return timing(ADMISSION, item);
    }

    /** When the patient is discharged: date, of a Period its end. */
    Optional<BaseDateTimeType> discharge(SubmittedItem item) {
        return timing(DISCHARGE, item).flatMap(timing -> {
            if (timing instanceof BaseDateTimeType day) {
                return Optional.of(day);
            }
            return timing instanceof Period period && period.hasEnd()
                    ? Optional.of((BaseDateTimeType) period.getEndElement())
                    : Optional.empty();
        });
    }

    /** Days of the event must name a day, as days of service must. */
    static void check(Claim claim, Problems problems) {
        for (int i = 0; i < claim.getSupportingInfo().size(); i++) {
            SupportingInformationComponent information =
                    claim.getSupportingInfo().get(i);
            if (is(information, EVENT) && !Cancellation.of(information) && !namesADay(information.getTiming())) {
                problems.invalid(
                        PasRequest.CLAIM + ".supportingInfo[" + i + "].timing",
                        "Send the full date (YYYY-MM-DD) of the event, or a period that starts with one.");
            }
        }
    }

    private static boolean namesADay(@Nullable Type timing) {
        if (timing instanceof Period period) {
            return !period.hasStart() || Dates.isFull(period.getStartElement());
        }
        return !(timing instanceof BaseDateTimeType day) || Dates.isFull(day);
    }

    /** The timing for an item: of an entry that the item names, else of the first. */
    private Optional<Type> timing(String code, SubmittedItem item) {
        List<SupportingInformationComponent> entries = slice(code).stream()
                .filter(SupportingInformationComponent::hasTiming)
                .toList();
        return entries.stream()
                .filter(information -> item.item().getInformationSequence().stream()
                        .anyMatch(link -> link.getValue() == information.getSequence()))
                .findFirst()
                .or(() -> entries.stream().findFirst())
                .map(SupportingInformationComponent::getTiming);
    }

    private List<SupportingInformationComponent> slice(String code) {
        return current.stream().filter(information -> is(information, code)).toList();
    }

    private static boolean is(SupportingInformationComponent information, String code) {
        return code.equals(Codes.code(information.getCategory(), Pas.TEMP_CODES));
    }
}
