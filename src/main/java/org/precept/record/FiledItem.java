package org.precept.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An item of a filed request as it stands now.
 *
 * @param sequence Claim.item.sequence, the same in every update
 * @param status where it stands
 * @param number authorization number of an approval, trace number (administrationReferenceNumber) of a pended item; of a
 *     denied or cancelled item the last one it had, null when it never had one
 * @param reason X12 886 reason; null when there is none
 * @param queue code of the review queue it waits in; null unless {@link ItemStatus#PENDED_REVIEW}
 * @param policy canonical with version of the policy that governs it; null when its code names no one product
 * @param phase {@code initial} or {@code continuation}; null without a policy
 * @param product product code; null when its code names no one product
 * @param units billing units asked for by this item, or granted when it is approved; null when unknown
 * @param serviceDate first date of service, else the request's date
 * @param decidedBy user name of the reviewer whose decision it is; null when the rules decided or nobody has
 * @param changedAt when it came to stand so
 */
public record FiledItem(
        int sequence,
        ItemStatus status,
        @Nullable String number,
        @Nullable String reason,
        @Nullable String queue,
        @Nullable String policy,
        @Nullable String phase,
        @Nullable String product,
        @Nullable BigDecimal units,
        LocalDate serviceDate,
        @Nullable String decidedBy,
        Instant changedAt) {}
