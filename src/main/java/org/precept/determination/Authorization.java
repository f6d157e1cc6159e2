package org.precept.determination;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.precept.policy.DateRange;

/**
 * An approval on file.
 *
 * @param number authorization number
 * @param product product code
 * @param units authorized billing units, null when the request gave none
 * @param serviceDate first date of service it was given for
 * @param period validity
 */
public record Authorization(
        String number, String product, @Nullable BigDecimal units, LocalDate serviceDate, DateRange period) {

    /** The same approval of so many billing units; null when they are not known. */
    public Authorization withUnits(@Nullable BigDecimal other) {
        return new Authorization(number, product, other, serviceDate, period);
    }
}
