package org.precept.crd;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.ehr.EhrSession;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the hooks, prefix {@code precept.crd}.
 *
 * @param allowedFhirServers base URLs of the client FHIR servers that may be queried; the token of a call goes to the
 *     server of that call only. Loopback servers need no entry while this server listens on loopback only.
 * @param timeLimit how long the answer of a hook may take, at most 4.5 seconds: CRD allows five (found-2), and the way to
 *     the client takes time as well
 * @param queryTimeLimit when all queries of a call end, counted from its arrival; at least 1.5 seconds before the time
 *     limit, whatever is set
 * @param maxPages most pages read of one search
 * @param maxPageSize largest page read
 * @param maxTotalSize most bytes read from the client's server for one call
 * @param maxReads most single resources read because others refer to them
 * @param presumedPayer identifier value of the payer that a Coverage of CRD 2.0.1 means when its payor names nobody; null:
 *     such a Coverage is refused
 */
@ConfigurationProperties("precept.crd")
public record CrdProperties(
        @DefaultValue List<String> allowedFhirServers,
        @DefaultValue("4500ms") Duration timeLimit,
        @DefaultValue("3s") Duration queryTimeLimit,
        @DefaultValue("10") int maxPages,
        @DefaultValue("5MB") DataSize maxPageSize,
        @DefaultValue("20MB") DataSize maxTotalSize,
        @DefaultValue("20") int maxReads,
        @Nullable String presumedPayer) {

    private static final Duration LONGEST = Duration.ofMillis(4500);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    /** Of the time limit, kept for saying and storing the answer. */
    private static final Duration LAST = Duration.ofMillis(750);

    /** Checks. @throws IllegalArgumentException for a time limit that CRD or this server cannot keep */
    public CrdProperties {
        if (timeLimit.compareTo(LONGEST) > 0 || timeLimit.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "precept.crd.time-limit must be from 2s to 4500ms, but is " + timeLimit.toMillis() + "ms");
        }
    }

    /** How long looking at things may take, from the arrival of a call. */
    Duration assessmentTime() {
        return timeLimit.minus(LAST);
    }

    /** How much is read of the client's server for one call. */
    EhrSession.Limits reading() {
        return new EhrSession.Limits(maxPages, maxPageSize.toBytes(), maxTotalSize.toBytes());
    }

    /** How long queries may take, from the arrival of a call. */
    Duration queryTime() {
        Duration most = assessmentTime().minus(LAST);
        return queryTimeLimit.compareTo(most) > 0 ? most : queryTimeLimit;
    }
}
