package org.precept.dtr;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.fhir.Canonical;
import org.precept.record.Ledgers;

/** Answers what the payer already knows: the form's own defines on the member's record and what came with the request. */
final class FormFilling {
    private final CriteriaEngine engine;
    private final EvidenceAssembler assembler;
    private final Ledgers ledgers;

    FormFilling(CriteriaEngine engine, EvidenceAssembler assembler, Ledgers ledgers) {
        this.engine = engine;
        this.assembler = assembler;
        this.ledgers = ledgers;
    }

    /**
     * The answers known; none for somebody who is not clearly the member.
     *
     * @throws CriteriaException when they cannot be computed
     */
    List<QuestionnaireResponseItemComponent> answers(Selection selection, ClosedPackage form, Insured insured) {
        Prefill prefill = new Prefill(form);
        Set<String> defines = prefill.defines();
        Optional<Canonical> library = selection.form().library();
        if (!insured.matches() || defines.isEmpty() || library.isEmpty()) {
            return List.of();
        }
        EvidenceBundle evidence = assembler
                .assemble(
                        selection.form().policy(),
                        selection.request().requestDate(),
                        insured.member().patient(),
                        selection.evidence(),
                        insured.member().record())
                .bundle();
        Map<String, Object> values = engine.values(
                library.get(),
                defines,
                evidence,
                Determiner.parameters(
                        selection.request(),
                        ledgers.of(insured.payer().value(), insured.member().number())));
        return prefill.items(values);
    }
}
