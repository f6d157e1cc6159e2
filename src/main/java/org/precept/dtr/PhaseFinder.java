package org.precept.dtr;

import java.util.List;
import java.util.Optional;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.Ledgers;

/** Finds the form of a policy's phase, which the evidence decides (policies.md, "Phase"). */
final class PhaseFinder {
    private final CriteriaEngine engine;
    private final EvidenceAssembler assembler;
    private final Ledgers ledgers;
    private final QuestionnaireCatalog forms;

    PhaseFinder(CriteriaEngine engine, EvidenceAssembler assembler, Ledgers ledgers, QuestionnaireCatalog forms) {
        this.engine = engine;
        this.assembler = assembler;
        this.ledgers = ledgers;
        this.forms = forms;
    }

    /**
     * @param evidence what came with the request; the member's record is added
     * @throws CriteriaException when the phase cannot be computed
     */
    Optional<Form> form(
            CoveragePolicy policy, AuthorizationRequest request, List<EvidenceItem> evidence, Insured insured) {
        EvidenceBundle bundle = assembler
                .assemble(
                        policy,
                        request.requestDate(),
                        insured.member().patient(),
                        evidence,
                        insured.matches() ? insured.member().record() : List.of())
                .bundle();
        String phase = engine.phase(
                policy.library(),
                bundle,
                Determiner.parameters(
                        request,
                        ledgers.of(insured.payer().value(), insured.member().number())));
        return policy.phase(phase).flatMap(forms::of);
    }
}
