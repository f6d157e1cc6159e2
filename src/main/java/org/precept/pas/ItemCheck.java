package org.precept.pas;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;

/** What an item must say: a product, days that are days, an amount that is one. */
final class ItemCheck {

    private ItemCheck() {}

    static void check(ItemComponent item, String path, Problems problems) {
        problems.require(
                item.getProductOrService().hasCoding(),
                path + ".productOrService",
                "Send the code of what is requested.");
        if (item.getServiced() instanceof BaseDateTimeType day) {
            checkDay(day, path + ".serviced", problems);
        } else if (item.getServiced() instanceof Period period) {
            checkPeriod(period, path + ".serviced", problems);
        }
        if (item.hasQuantity()) {
            checkQuantity(item.getQuantity(), path + ".quantity", problems);
        }
    }

    private static void checkPeriod(Period period, String path, Problems problems) {
        if (!period.hasStart()) {
            problems.missing(path + ".start", "Send the first day of service.");
        } else {
            checkDay(period.getStartElement(), path + ".start", problems);
        }
        if (period.hasEnd()) {
            checkDay(period.getEndElement(), path + ".end", problems);
        }
        if (period.hasStart() && period.hasEnd() && period.getEndElement().before(period.getStartElement())) {
            problems.invalid(path, "The last day of service is before the first. Correct one of them.");
        }
    }

    private static void checkDay(BaseDateTimeType day, String path, Problems problems) {
        if (!Dates.isFull(day)) {
            problems.invalid(path, "Send the full date (YYYY-MM-DD).");
        }
    }

    private static void checkQuantity(Quantity quantity, String path, Problems problems) {
        if (!quantity.hasValue()) {
            problems.missing(path + ".value", "Send how much is requested, or leave the quantity out.");
        } else if (quantity.getValue().compareTo(BigDecimal.ZERO) <= 0) {
            problems.invalid(path + ".value", "Send a quantity of more than zero.");
        } else if (!RequestedUnits.countable(quantity.getValue())) {
            problems.invalid(path + ".value", "Send a quantity below a billion, with no more than six decimals.");
        }
    }
}
