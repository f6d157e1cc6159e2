package org.precept.pas;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;

/**
 * By when a request must be answered: 72 hours when it is expedited, else 7 calendar days, counted from Claim.created
 * (CMS-0057-F).
 */
final class Due {

    private static final TemporalAmount EXPEDITED = Duration.ofHours(72);
    private static final TemporalAmount STANDARD = Period.ofDays(7);
    /** X12 1338: urgent, emergency. */
    private static final Set<String> URGENT = Set.of("U", "03");

    private Due() {}

    static boolean expedited(Claim claim) {
        if ("stat".equals(Codes.code(claim.getPriority(), Pas.PROCESS_PRIORITY))) {
            return true;
        }
        Extension level = claim.getExtensionByUrl(Pas.LEVEL_OF_SERVICE);
        if (level == null || !(level.getValue() instanceof CodeableConcept concept)) {
            return false;
        }
        String code = Codes.code(concept, Pas.X12_LEVEL_OF_SERVICE);
        return code != null && URGENT.contains(code);
    }

    /** From the request to the moment the answer is due; a Claim dated without a time counts from the day's start, UTC. */
    static org.hl7.fhir.r4.model.Period period(Claim claim) {
        OffsetDateTime created = created(claim);
        org.hl7.fhir.r4.model.Period period = new org.hl7.fhir.r4.model.Period();
        period.setEndElement(new DateTimeType(created.plus(expedited(claim) ? EXPEDITED : STANDARD)
                .toInstant()
                .toString()));
        return period;
    }

    private static OffsetDateTime created(Claim claim) {
        DateTimeType created = claim.getCreatedElement();
        return created.getPrecision().ordinal() > TemporalPrecisionEnum.DAY.ordinal()
                ? created.getValue().toInstant().atOffset(ZoneOffset.UTC)
                : Dates.day(created).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
