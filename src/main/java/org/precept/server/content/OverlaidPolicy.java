package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CqlLibrary;
import org.precept.criteria.CqlText;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EngineLimits;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.pas.replay.PolicyEvaluation;
import org.precept.policy.ContentFile;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyContent;

/**
 * A policy read beside the content, with an engine of its own.
 *
 * @param engine ends with {@code close}
 */
record OverlaidPolicy(PolicyEvaluation evaluation, CriteriaEngine engine) {

    /** Writes what it is given, which may be patient data, to the log. */
    private static final String MESSAGE = "\"type\":\"Message\"";

    /** Reads it; null when anything is among the problems, whatever it is. */
    static @Nullable OverlaidPolicy read(
            Content content, DraftBundle draft, ContentProblems problems, FhirContext fhir, EngineLimits limits) {
        DraftOverlay overlay = new DraftOverlay(content, draft);
        List<ContentFile> files = overlay.files();
        PolicyContent policies = ReadyContent.policies(files, problems);
        CriteriaContent.Ready criteria =
                ReadyContent.criteria(overlay.cql(), DraftOverlay.valueSets(files), problems, fhir, limits);
        if (criteria == null) {
            return null;
        }
        CoveragePolicy policy = policies == null || policies.policies().all().isEmpty()
                ? null
                : policies.policies().all().get(0);
        check(draft, policy, criteria, problems);
        if (policies == null || policy == null || !problems.all().isEmpty()) {
            criteria.engine().close();
            return null;
        }
        return new OverlaidPolicy(
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
                                .map(CqlText::file)
                                .findFirst()
                                .orElse(library.name()),
                        "",
                        "Message writes to the server's log, where no patient data may be: leave it out");
            }
        }
    }
}
