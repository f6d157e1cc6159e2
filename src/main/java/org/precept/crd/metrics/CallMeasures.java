package org.precept.crd.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one call (CRDMetricData of CRD 2.2.1, from the payer's side).
 *
 * @param hookInstance of the call
 * @param hookType name of the hook
 * @param payer identifier value of the payer, null when it could not be told
 * @param requestTime when the call came
 * @param responseTime when its answer was ready
 * @param status HTTP status answered
 * @param issues codes of the OperationOutcome's issues, empty unless the call was refused
 * @param answer what was used and said
 */
public record CallMeasures(
        String hookInstance,
        String hookType,
        @Nullable String payer,
        Instant requestTime,
        Instant responseTime,
        int status,
        List<String> issues,
        AnswerMeasures answer) {

    /** Copies the list. */
    public CallMeasures {
        issues = List.copyOf(issues);
    }

    /** As it is kept, see {@link org.precept.record.HookCall#measures}. */
    public String json() {
        return MeasuresJson.of(this);
    }
}
