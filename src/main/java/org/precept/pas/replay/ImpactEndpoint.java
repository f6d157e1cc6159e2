package org.precept.pas.replay;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.pas.replay.PolicyDrafts.Draft;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /admin/policy-impact}: which decisions of a time a draft of a policy would change. */
@RestController
class ImpactEndpoint {
    private static final Set<String> KNOWN = Set.of("from", "to", "after", "count");

    private final PolicyDrafts drafts;
    private final PolicyImpact impact;
    private final ImpactLimits limits;
    private final FhirContext fhir;

    ImpactEndpoint(PolicyDrafts drafts, PolicyImpact impact, ImpactLimits limits, FhirContext fhir) {
        this.drafts = drafts;
        this.impact = impact;
        this.limits = limits;
        this.fhir = fhir;
    }

    /** Evaluates the draft in the body; nothing of it, and nothing it says, is stored. */
    @PostMapping(
            path = "/admin/policy-impact",
            consumes = ReplayEndpoint.FHIR_JSON,
            produces = ReplayEndpoint.FHIR_JSON)
    byte[] impact(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String count,
            @RequestBody byte[] body,
            HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, KNOWN);
        ImpactQuestion question = ImpactQuestion.of(from, to, after, count, limits);
        Impact found;
        try (Draft draft = drafts.read(body)) {
            found = impact.of(draft.evaluation(), question);
        }
        administrator.note("evaluated a draft of " + found.draft() + " over " + found.evaluated() + " requests, "
                + found.changes().size() + " would change");
        return fhir.newJsonParser()
                .encodeResourceToString(ImpactAnswer.of(found))
                .getBytes(StandardCharsets.UTF_8);
    }
}
