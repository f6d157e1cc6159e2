package org.precept.pas.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.CriteriaException;
import org.precept.determination.Determination;
import org.precept.determination.GuidanceRecord;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.RestoredEvidence;
import org.precept.pas.RestoredEvidence.Restored;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Result;
import org.precept.record.KeptDeterminations;

/** Makes a stored determination again on its own evidence and policy version, and says what differs. */
final class Replays {
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    private final KeptDeterminations determinations;
    private final RestoredEvidence evidence;
    private final PolicyVersions policies;

    Replays(KeptDeterminations determinations, RestoredEvidence evidence, PolicyVersions policies) {
        this.determinations = determinations;
        this.evidence = evidence;
        this.policies = policies;
    }

    /**
     * Makes a determination again.
     *
     * @param guidanceId id of the GuidanceResponse, without type
     * @throws RejectedRequest 404 when nothing is kept of it, 422 when its policy version is not here or does not compute
     */
    Replay replay(String guidanceId) {
        KeptDetermination made = determinations
                .recordedBy(guidanceId)
                .orElseThrow(() -> rejected(
                        NOT_FOUND,
                        IssueType.NOTFOUND,
                        "No evidence is kept under this id. Give the id of a GuidanceResponse that records the decision"
                                + " of the rules on an item of a submitted request; decisions of people and of hooks, and"
                                + " those made before evidence was kept, cannot be replayed."));
        PolicyEvaluation evaluation = policies.find(made.policy())
                .orElseThrow(() -> rejected(
                        UNPROCESSABLE,
                        IssueType.NOTFOUND,
                        "Policy " + made.policy() + " is not among the content, nor stored by an earlier version of it."
                                + " Nothing else can decide as it did."));
        Restored restored = evidence.of(List.of(made)).get(0);
        Determination now;
        try {
            now = evaluation.of(restored);
        } catch (CriteriaException e) {
            throw rejected(
                    UNPROCESSABLE,
                    IssueType.PROCESSING,
                    "The criteria of " + made.policy() + " could not be computed again. Try again; when that does not"
                            + " help, the server's log says where it failed.");
        }
        return compared(made, now, restored);
    }

    private Replay compared(KeptDetermination made, Determination now, Restored restored) {
        Result result = Result.of(now, made.result().honoured());
        ResultComparison comparison = new ResultComparison(made.result(), result);
        List<Difference> differences = new ArrayList<>(comparison.decision());
        differences.addAll(findings(made, now, comparison));
        return new Replay(made, result, differences, restored.lost());
    }

    /** By what was recorded, words and evidence included; by the values alone where the record is gone. */
    private List<Difference> findings(KeptDetermination made, Determination now, ResultComparison comparison) {
        String version = "GuidanceResponse/" + made.guidanceId() + "/_history/1";
        Map<String, Resource> stored = determinations.versions(List.of(version));
        if (!(stored.get(version) instanceof GuidanceResponse recorded)) {
            return comparison.criteria();
        }
        GuidanceResponse again = new GuidanceRecord(
                        recorded.getRequestIdentifier(),
                        recorded.getSubject().getReference(),
                        made.determinedAt(),
                        List.of())
                .of(now);
        return RecordedFindings.of(recorded).differences(RecordedFindings.of(again));
    }

    private static RejectedRequest rejected(int status, IssueType type, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, null, diagnostics));
    }
}
