package org.precept.record;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;

/**
 * An authorization number and what became of its units. Of an approval that a request asked for every unit is in use; of one
 * that was given while an order was signed, those that requests and their updates have asked for since.
 *
 * @param payer identifier value of the payer
 * @param memberNumber member number
 * @param authorization as it stands: units that an update gave back are not in it
 * @param used billing units in use; null when the approval names none
 * @param claimId id of the stored Claim it was given for, without type
 * @param item Claim.item.sequence
 * @param cancelledAt when it was given back as a whole; null while it stands
 */
public record Account(
        String payer,
        String memberNumber,
        Authorization authorization,
        @Nullable BigDecimal used,
        String claimId,
        int item,
        @Nullable Instant cancelledAt) {

    /** Units that may still be used under the number; null when the approval names none. A cancelled one has none left. */
    public @Nullable BigDecimal left() {
        BigDecimal units = authorized();
        return units == null || used == null ? null : units.subtract(used);
    }

    /** Units authorized under the number as it stands; zero when it was cancelled, null when the approval names none. */
    public @Nullable BigDecimal authorized() {
        return cancelledAt == null ? authorization.units() : BigDecimal.ZERO;
    }
}
