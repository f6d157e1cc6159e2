package org.precept.pas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;

/** Which of two Claims of one sender was written first, as far as they say so. */
final class Age {

    private Age() {}

    /**
     * True when a request says that it was written before another: its Claim.created is earlier or, where that does not tell
     * (one day, or the same moment), its Bundle.timestamp is.
     */
    static boolean isOlder(PasRequest request, PasRequest other) {
        int created = compare(request.claim().getCreatedElement(), other.claim().getCreatedElement());
        return created == 0 ? sentBefore(request.bundle(), other.bundle()) : created < 0;
    }

    /** By the moment, or by the day when one of them gives no time; zero when that does not tell. */
    private static int compare(DateTimeType one, DateTimeType other) {
        if (one.hasTime() && other.hasTime()) {
            return instant(one).compareTo(instant(other));
        }
        LocalDate day = Dates.day(one);
        return day.compareTo(Dates.day(other));
    }

    private static boolean sentBefore(Bundle one, Bundle other) {
        Date sent = one.getTimestamp();
        Date otherSent = other.getTimestamp();
        return sent != null && otherSent != null && sent.toInstant().isBefore(otherSent.toInstant());
    }

    private static Instant instant(DateTimeType time) {
        return time.getValue().toInstant();
    }
}
