package org.precept.pas;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Days;
import org.precept.policy.DateRange;

/**
 * Days of approvals that an inquiry asks for. An item must match all three kinds that are given.
 *
 * @param issued days of the decision
 * @param begins first days of the approved time
 * @param ends last days of the approved time
 */
record InquiredGrant(List<DateRange> issued, List<DateRange> begins, List<DateRange> ends) {

    /** Copies the lists. */
    InquiredGrant {
        issued = List.copyOf(issued);
        begins = List.copyOf(begins);
        ends = List.copyOf(ends);
    }

    static InquiredGrant of(List<Extension> extensions) {
        return new InquiredGrant(
                ranges(extensions, Pas.CERTIFICATION_ISSUED),
                ranges(extensions, Pas.CERTIFICATION_BEGINS),
                ranges(extensions, Pas.CERTIFICATION_ENDS));
    }

    /** True when nothing is asked for, or an approved item of the answer has such days. */
    boolean matches(ClaimResponse response) {
        if (issued.isEmpty() && begins.isEmpty() && ends.isEmpty()) {
            return true;
        }
        return Stream.concat(
                        response.getItem().stream().map(ClaimResponse.ItemComponent::getExtension),
                        response.getAddItem().stream().map(ClaimResponse.AddedItemComponent::getExtension))
                .anyMatch(this::matches);
    }

    private boolean matches(List<Extension> granted) {
        Period period = granted.stream()
                .filter(extension -> Pas.ITEM_PERIOD.equals(extension.getUrl()))
                .map(Extension::getValue)
                .filter(Period.class::isInstance)
                .map(Period.class::cast)
                .findFirst()
                .orElseGet(Period::new);
        return isIn(issued, ranges(granted, Pas.ITEM_ISSUE_DATE))
                && isIn(begins, day(Days.first(period.getStartElement())))
                && isIn(ends, day(Days.last(period.getEndElement())));
    }

    private static boolean isIn(List<DateRange> asked, List<DateRange> days) {
        return asked.isEmpty()
                || days.stream().anyMatch(day -> asked.stream().anyMatch(range -> InquiryKeys.overlap(range, day)));
    }

    private static List<DateRange> day(java.time.@Nullable LocalDate day) {
        return day == null ? List.of() : List.of(new DateRange(day, day));
    }

    private static List<DateRange> ranges(List<Extension> extensions, String url) {
        return extensions.stream()
                .filter(extension -> url.equals(extension.getUrl()))
                .flatMap(extension -> Stream.ofNullable(InquiryKeys.range(extension.getValue())))
                .toList();
    }
}
