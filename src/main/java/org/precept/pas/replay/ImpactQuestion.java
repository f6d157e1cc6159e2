package org.precept.pas.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.door.QueryParameters;
import org.precept.fhir.RejectedRequest;

/**
 * Which requests a draft is evaluated over.
 *
 * @param from when they were decided, inclusive
 * @param to when they were decided, exclusive
 * @param after last one seen, null to begin
 * @param count how many
 */
record ImpactQuestion(Instant from, Instant to, @Nullable String after, int count) {

    /**
     * Reads it.
     *
     * @throws RejectedRequest 400 when a value cannot be read or asks for more than the limits allow
     */
    static ImpactQuestion of(
            @Nullable String from,
            @Nullable String to,
            @Nullable String after,
            @Nullable String count,
            ImpactLimits limits) {
        Instant begin = QueryParameters.from(from, "from");
        Instant end = QueryParameters.to(to, "to");
        if (!begin.isBefore(end)) {
            throw QueryParameters.refused(IssueType.VALUE, "to", "It must be later than from.");
        }
        Instant latest = begin.atOffset(ZoneOffset.UTC).plus(limits.span()).toInstant();
        if (end.isAfter(latest)) {
            throw QueryParameters.refused(
                    IssueType.TOOCOSTLY, "to", "One call looks at " + limits.span() + " at most. Ask for less time.");
        }
        return new ImpactQuestion(begin, end, after, QueryParameters.count(count, limits.most(), limits.most()));
    }
}
