package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CqlLibrary;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EngineLimits;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.replay.PolicyDrafts;
import org.precept.pas.replay.PolicyEvaluation;
import org.precept.policy.ContentFile;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyContent;
import org.precept.server.content.ContentProblems.Problem;

/**
 * Reads drafts of policies beside the content. A draft has an engine of its own with one thread, which sees the evidence it
 * is given and nothing else; the next draft is read when that thread has come to an end.
 */
final class DraftPolicies implements PolicyDrafts {

    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final EngineLimits LIMITS = new EngineLimits(1, 1, Duration.ofSeconds(2));
    /** Writes what it is given, which may be patient data, to the log. */
    private static final String MESSAGE = "\"type\":\"Message\"";

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
        DraftOverlay overlay = new DraftOverlay(content, draft);
        List<ContentFile> files = overlay.files();
        PolicyContent policies = ReadyContent.policies(files, problems);
        CriteriaContent.Ready criteria =
                ReadyContent.criteria(overlay.cql(), DraftOverlay.valueSets(files), problems, fhir, LIMITS);
        if (criteria == null) {
            throw refused(problems);
        }
        CoveragePolicy policy = policies == null || policies.policies().all().isEmpty()
                ? null
                : policies.policies().all().get(0);
        check(draft, policy, criteria, problems);
        if (policies == null || policy == null || !problems.all().isEmpty()) {
            criteria.engine().close();
            throw refused(problems);
        }
        last = criteria.engine();
        return new Evaluating(
                new PolicyEvaluation(
                        policy, new EvidenceAssembler(policies.questionnaires()), new Determiner(criteria.engine())),
                criteria.engine());
    }

    private static void check(
            DraftBundle draft,
            @Nullable CoveragePolicy policy,
            CriteriaContent.Ready criteria,
            ContentProblems problems) {
        String plan = draft.files().stream()
                .filter(file -> file.resource() instanceof PlanDefinition)
                .map(ContentFile::name)
                .findFirst()
                .orElse("Bundle");
        if (policy != null) {
            new DefineCheck(criteria.libraries(), problems).policy(plan, policy);
        } else if (problems.all().isEmpty()) {
            problems.add(plan, "PlanDefinition.type", "must be that of a coverage policy");
        }
        for (CqlLibrary library : criteria.libraries().all()) {
            if (criteria.libraries().elm(library).contains(MESSAGE)) {
                problems.add(
                        draft.cql().stream()
                                .filter(text -> text.text().equals(library.cql()))
                                .map(text -> text.file())
                                .findFirst()
                                .orElse(library.name()),
                        "",
                        "Message writes to the server's log, where no patient data may be: leave it out");
            }
        }
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
        private final PolicyEvaluation evaluation;
        private final CriteriaEngine engine;

        Evaluating(PolicyEvaluation evaluation, CriteriaEngine engine) {
            this.evaluation = evaluation;
            this.engine = engine;
        }

        @Override
        public PolicyEvaluation evaluation() {
            return evaluation;
        }

        @Override
        public void close() {
            engine.close();
            one.release();
        }
    }
}
