package org.precept.pas.replay;

import org.precept.criteria.CriteriaException;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.pas.RestoredEvidence.Restored;
import org.precept.policy.CoveragePolicy;

/**
 * One version of a policy with what evaluates it.
 *
 * @param policy the version
 * @param assembler knows its forms
 * @param determiner knows its CQL
 */
public record PolicyEvaluation(CoveragePolicy policy, EvidenceAssembler assembler, Determiner determiner) {

    /**
     * What this version says of a request that was decided before.
     *
     * @throws CriteriaException when the criteria cannot be computed
     */
    Determination of(Restored restored) {
        var basis = restored.made().basis();
        var assembled = assembler.assemble(
                policy, basis.request().requestDate(), restored.member(), restored.request(), restored.record());
        return determiner.determine(policy, basis.request(), assembled.bundle(), new Ledger(basis.ledger()));
    }
}
