package org.precept.pas;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Terms;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;

/**
 * By when a request must be decided: the shortest time among the policies of its items, counted from Claim.created, or from
 * its arrival when it claims to be of a later time. Where no policy governs, the times of CMS-0057-F: 72 hours when it is
 * expedited, else 7 calendar days.
 */
final class Due {

    private static final Duration EXPEDITED = Duration.ofHours(72);
    private static final Duration STANDARD = Duration.ofDays(7);
    /** X12 1338: urgent, emergency. */
    private static final Set<String> URGENT = Set.of("U", "03");

    private Due() {}

    static boolean expedited(Claim claim) {
        if ("stat".equals(Codes.code(claim.getPriority(), Pas.PROCESS_PRIORITY))) {
            return true;
        }
        if (Appeal.immediate(claim)) {
            return true;
        }
        Extension level = claim.getExtensionByUrl(Pas.LEVEL_OF_SERVICE);
        if (level == null || !(level.getValue() instanceof CodeableConcept concept)) {
            return false;
        }
        String code = Codes.code(concept, Pas.X12_LEVEL_OF_SERVICE);
        return code != null && URGENT.contains(code);
    }

    /**
     * The clock of a new request.
     *
     * @param policies of its items; empty when none is known yet
     */
    static RequestClock clock(Claim claim, Collection<CoveragePolicy> policies, Instant receivedAt) {
        boolean expedited = expedited(claim);
        Instant requested = requestedAt(claim, receivedAt);
        return new RequestClock(expedited, requested, receivedAt, requested.plus(shortest(policies, expedited)), null);
    }

    /**
     * The clock of a request after an update. While something is pended it runs on, and an update that makes the request
     * expedited can only shorten it; when all was decided, what the update asks for gets its own time.
     *
     * @param before the file before the update
     * @param policies of the items that the update asks for
     * @param receivedAt when the update arrived
     */
    static RequestClock clock(
            RequestFile before, Claim update, Collection<CoveragePolicy> policies, Instant receivedAt) {
        RequestClock running = before.clock();
        boolean expedited = expedited(update);
        Instant own = requestedAt(update, receivedAt).plus(shortest(policies, expedited));
        if (!before.pended()) {
            return new RequestClock(expedited, running.requestedAt(), running.receivedAt(), own, null);
        }
        if (!expedited || running.expedited()) {
            return running;
        }
        return new RequestClock(
                true,
                running.requestedAt(),
                running.receivedAt(),
                own.isBefore(running.dueAt()) ? own : running.dueAt(),
                running.extension());
    }

    private static Duration shortest(Collection<CoveragePolicy> policies, boolean expedited) {
        return policies.stream()
                .map(policy -> policy.terms().decision(expedited))
                .min(Comparator.naturalOrder())
                .orElse(expedited ? EXPEDITED : STANDARD);
    }

    /** When documents asked for now are due: as the policy says, at the latest when the decision is. */
    static Instant documents(RequestClock clock, Terms terms, Instant now) {
        Instant asked = now.isBefore(clock.requestedAt()) ? clock.requestedAt() : now;
        Instant due = asked.plus(terms.documents().time());
        return due.isBefore(clock.dueAt()) ? due : clock.dueAt();
    }

    /** What restricts a Task that is due then. */
    static Period period(Instant due) {
        Period period = new Period();
        period.setEndElement(new DateTimeType(due.toString()));
        return period;
    }

    private static Instant requestedAt(Claim claim, Instant receivedAt) {
        Instant requested = requestedAt(claim);
        return requested.isAfter(receivedAt) ? receivedAt : requested;
    }

    /** Claim.created; one dated without a time counts from the day's start, UTC. */
    static Instant requestedAt(Claim claim) {
        DateTimeType created = claim.getCreatedElement();
        return created.getPrecision().ordinal() > TemporalPrecisionEnum.DAY.ordinal()
                ? created.getValue().toInstant()
                : Dates.day(created).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
