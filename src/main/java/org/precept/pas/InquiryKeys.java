package org.precept.pas;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;
import org.precept.fhir.Days;
import org.precept.policy.DateRange;
import org.precept.record.RequestFile;

/**
 * What an inquiry asks for beyond member and provider (profile-claim-inquiry). Each kind that it gives must match; a kind
 * that it leaves out matches all.
 *
 * @param numbers authorization and administration reference numbers, current or replaced
 * @param actions X12 306 codes of what became of an item
 * @param services codes of services, absent reasons left out (requirement spec-43)
 * @param diagnoses codes of diagnoses
 * @param days days of service, one range per item that gives them
 * @param granted days on which an approval was issued, begins or ends, or runs
 */
record InquiryKeys(
        Set<String> numbers,
        Set<String> actions,
        Set<CodingKey> services,
        Set<CodingKey> diagnoses,
        List<DateRange> days,
        InquiredGrant granted) {

    private static final Set<String> NUMBERS = Set.of(Pas.AUTHORIZATION_NUMBER, Pas.ADMINISTRATION_REFERENCE_NUMBER);
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    static InquiryKeys of(Claim inquiry) {
        List<Extension> extensions = Stream.concat(
                        inquiry.getExtension().stream(),
                        inquiry.getItem().stream().flatMap(item -> item.getExtension().stream()))
                .toList();
        return new InquiryKeys(
                extensions.stream()
                        .filter(extension -> NUMBERS.contains(extension.getUrl()))
                        .flatMap(extension -> text(extension).stream())
                        .collect(Collectors.toSet()),
                actions(extensions),
                services(inquiry),
                diagnoses(inquiry),
                days(inquiry),
                InquiredGrant.of(extensions));
    }

    /** True when a file may be among what is asked for, as far as that shows without its Claim. */
    boolean match(RequestFile file) {
        return actions.isEmpty()
                || file.items().stream().map(item -> item.status().action()).anyMatch(actions::contains);
    }

    /** True when a filed request and its answer are among what is asked for. */
    boolean match(Claim claim, ClaimResponse response) {
        return (services.isEmpty() || meet(services, services(claim)))
                && (diagnoses.isEmpty() || meet(diagnoses, diagnoses(claim)))
                && (days.isEmpty() || days.stream().anyMatch(range -> overlaps(range, claim)))
                && granted.matches(response);
    }

    private static Optional<String> text(Extension extension) {
        return Optional.ofNullable(extension.getValue())
                .map(Type::primitiveValue)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Set<String> actions(List<Extension> extensions) {
        return extensions.stream()
                .filter(extension -> Pas.REVIEW_ACTION_CODE.equals(extension.getUrl()))
                .map(Extension::getValue)
                .filter(CodeableConcept.class::isInstance)
                .flatMap(action -> ((CodeableConcept) action).getCoding().stream())
                .map(Coding::getCode)
                .collect(Collectors.toSet());
    }

    private static Set<CodingKey> services(Claim claim) {
        return keys(claim.getItem().stream().map(Claim.ItemComponent::getProductOrService));
    }

    private static Set<CodingKey> diagnoses(Claim claim) {
        return keys(claim.getDiagnosis().stream()
                .map(Claim.DiagnosisComponent::getDiagnosis)
                .filter(CodeableConcept.class::isInstance)
                .map(CodeableConcept.class::cast));
    }

    private static Set<CodingKey> keys(Stream<CodeableConcept> concepts) {
        return concepts.flatMap(concept -> concept.getCoding().stream())
                .filter(coding -> !ABSENT.equals(coding.getSystem()))
                .flatMap((Coding coding) -> CodingKey.of(coding).stream())
                .collect(Collectors.toSet());
    }

    /** An event is the day of service of items that have none. */
    private static List<DateRange> days(Claim claim) {
        Stream<Type> own = Stream.concat(
                claim.hasBillablePeriod() ? Stream.of(claim.getBillablePeriod()) : Stream.<Type>empty(),
                claim.getItem().stream().map(Claim.ItemComponent::getServiced));
        boolean allDated = claim.hasItem() && claim.getItem().stream().allMatch(Claim.ItemComponent::hasServiced);
        Stream<Type> events = allDated ? Stream.empty() : SupportingInformation.of(claim).events().stream();
        return Stream.concat(own, events)
                .flatMap(serviced -> Stream.ofNullable(range(serviced)))
                .toList();
    }

    private static boolean overlaps(DateRange asked, Claim claim) {
        List<DateRange> filed = days(claim);
        LocalDate created = Dates.day(claim.getCreatedElement());
        return (filed.isEmpty() ? List.of(new DateRange(created, created)) : filed)
                .stream().anyMatch(range -> overlap(asked, range));
    }

    static boolean overlap(DateRange one, DateRange other) {
        return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one);
    }

    private static boolean startsBeforeEndOf(DateRange one, DateRange other) {
        return one.start() == null || other.end() == null || !one.start().isAfter(other.end());
    }

    static @Nullable DateRange range(@Nullable Type serviced) {
        if (serviced instanceof BaseDateTimeType day) {
            return new DateRange(Days.first(day), Days.last(day));
        }
        return serviced instanceof Period period
                ? new DateRange(Days.first(period.getStartElement()), Days.last(period.getEndElement()))
                : null;
    }

    private static <T> boolean meet(Set<T> some, Set<T> others) {
        return some.stream().anyMatch(others::contains);
    }
}
