package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EngineLimits;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.replay.PolicyDrafts;
import org.precept.pas.replay.PolicyEvaluation;
import org.precept.server.content.ContentProblems.Problem;

/**
 * Reads drafts of policies beside the content. A draft has an engine of its own with one thread, which sees the evidence it
 * is given and nothing else; the next draft is read when that thread has come to an end.
 */
final class DraftPolicies implements PolicyDrafts {

    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final EngineLimits LIMITS = new EngineLimits(1, 1, Duration.ofSeconds(2));
    private final Content content;
    private final FhirContext fhir;
    private final Semaphore one = new Semaphore(1);
    private volatile @Nullable CriteriaEngine last;

    DraftPolicies(Content content, FhirContext fhir) {
        this.content = content;
        this.fhir = fhir;
    }

    @Override
    public Draft read(byte[] body) {
        if (!one.tryAcquire()) {
            throw busy("Another draft is being evaluated.");
        }
        try {
            CriteriaEngine before = last;
            if (before != null && before.running() > 0) {
                throw busy("An evaluation of the draft before did not come to an end yet.");
            }
            return ready(body);
        } catch (RuntimeException | Error e) {
            one.release();
            throw e;
        }
    }

    private Draft ready(byte[] body) {
        ContentProblems problems = new ContentProblems();
        DraftBundle draft = DraftBundle.read(body, fhir, problems).orElseThrow(() -> refused(problems));
        DraftOverlay.checkNames(draft, problems);
        OverlaidPolicy policy = OverlaidPolicy.read(content, draft, problems, fhir, LIMITS);
        if (policy == null) {
            throw refused(problems);
        }
        last = policy.engine();
        return new Evaluating(policy);
    }

    private static RejectedRequest refused(ContentProblems problems) {
        return new RejectedRequest(
                UNPROCESSABLE, problems.all().stream().map(DraftPolicies::issue).toList());
    }

    /** The element within the Bundle; what is wrong with content that the draft did not bring is named by file. */
    private static Issue issue(Problem problem) {
        if (!problem.file().startsWith("Bundle")) {
            return new Issue(IssueType.INVALID, null, problem.text());
        }
        boolean path = problem.element().matches("[A-Z][A-Za-z]+(\\..*)?");
        int dot = problem.element().indexOf('.');
        String below = path && dot > 0 ? problem.element().substring(dot) : "";
        boolean whole = problem.element().startsWith("Bundle");
        String where = path || problem.element().isEmpty() ? "" : problem.element() + ": ";
        return new Issue(
                IssueType.INVALID, whole ? problem.element() : problem.file() + below, where + problem.reason());
    }

    private static RejectedRequest busy(String why) {
        return new RejectedRequest(
                UNAVAILABLE, new Issue(IssueType.THROTTLED, null, why + " Send this one again later."));
    }

    /** A draft in use. */
    private final class Evaluating implements Draft {
        private final OverlaidPolicy policy;

        Evaluating(OverlaidPolicy policy) {
            this.policy = policy;
        }

        @Override
        public PolicyEvaluation evaluation() {
            return policy.evaluation();
        }

        @Override
        public void close() {
            policy.engine().close();
            one.release();
        }
    }
}
