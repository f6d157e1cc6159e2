package org.precept.pas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Days;
import org.precept.policy.DateRange;
import org.precept.record.ItemStatus;

/**
 * Number and period of the whole, when all of it that was not withdrawn is approved: the first item's number, the days
 * common to all; no period when there are none.
 */
final class WholeApproval {

    private static final Set<String> APPROVED = Set.of(ItemStatus.APPROVED.action(), ItemStatus.MODIFIED.action());

    private WholeApproval() {}

    static void of(ClaimResponse response) {
        List<ItemComponent> approved = new ArrayList<>();
        for (ItemComponent item : response.getItem()) {
            String action = action(item);
            if (APPROVED.contains(action)) {
                approved.add(item);
            } else if (!ItemStatus.CANCELLED.action().equals(action)) {
                return;
            }
        }
        if (approved.isEmpty()) {
            return;
        }
        response.setPreAuthRef(number(approved.get(0)));
        List<DateRange> periods =
                approved.stream().flatMap(item -> period(item).stream()).toList();
        LocalDate start = periods.stream()
                .map(DateRange::start)
                .filter(Objects::nonNull)
                .max(Comparator.<LocalDate>naturalOrder())
                .orElse(null);
        LocalDate end = periods.stream()
                .map(DateRange::end)
                .filter(Objects::nonNull)
                .min(Comparator.<LocalDate>naturalOrder())
                .orElse(null);
        if (start == null || end == null || !start.isAfter(end)) {
            response.setPreAuthPeriod(ItemAnswer.period(new DateRange(start, end)));
        }
    }

    private static @Nullable Extension review(ItemComponent item) {
        return item.getAdjudicationFirstRep().getExtensionByUrl(Pas.REVIEW_ACTION);
    }

    /** X12 306 code of an item; empty for one in error. */
    static String action(ItemComponent item) {
        Extension review = review(item);
        Extension code = review == null ? null : review.getExtensionByUrl(Pas.REVIEW_ACTION_CODE);
        String action = code != null && code.getValue() instanceof CodeableConcept concept
                ? Codes.code(concept, CodeSystems.X12_ACTION)
                : null;
        return action == null ? "" : action;
    }

    private static @Nullable String number(ItemComponent item) {
        Extension review = review(item);
        Extension number = review == null ? null : review.getExtensionByUrl("number");
        return number == null ? null : number.getValue().primitiveValue();
    }

    private static List<DateRange> period(ItemComponent item) {
        Extension period = item.getExtensionByUrl(Pas.ITEM_PERIOD);
        return period != null && period.getValue() instanceof Period days
                ? List.of(new DateRange(Days.first(days.getStartElement()), Days.last(days.getEndElement())))
                : List.of();
    }
}
