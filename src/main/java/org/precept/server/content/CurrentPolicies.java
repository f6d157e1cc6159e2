package org.precept.server.content;

import java.util.Optional;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.fhir.Canonical;
import org.precept.pas.replay.PolicyEvaluation;
import org.precept.pas.replay.PolicyVersions;
import org.precept.policy.PolicyCatalog;

/** The policy versions of the loaded content. */
final class CurrentPolicies implements PolicyVersions {

    private final PolicyCatalog policies;
    private final EvidenceAssembler assembler;
    private final Determiner determiner;

    CurrentPolicies(PolicyCatalog policies, EvidenceAssembler assembler, Determiner determiner) {
        this.policies = policies;
        this.assembler = assembler;
        this.determiner = determiner;
    }

    @Override
    public Optional<PolicyEvaluation> find(Canonical policy) {
        return policies.byCanonical(policy).map(found -> new PolicyEvaluation(found, assembler, determiner));
    }
}
