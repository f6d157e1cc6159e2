package org.precept.dtr;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.fhir.Canonical;
import org.precept.record.Ledgers;

/** Answers what the payer already knows: the form's own defines on the member's record and what came with the request. */
public final class FormFilling {
    private final CriteriaEngine engine;
    private final EvidenceAssembler assembler;
    private final Ledgers ledgers;

    /** @param engine evaluates the defines that forms name */
    public FormFilling(CriteriaEngine engine, EvidenceAssembler assembler, Ledgers ledgers) {
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

    /**
     * The answers known on evidence that is put together already.
     *
     * @param form the questions to fill
     * @param library has the defines that they name
     * @param parameters as the CQL is told of the request
     * @throws CriteriaException when they cannot be computed
     */
    public List<QuestionnaireResponseItemComponent> answers(
            ClosedPackage form, Canonical library, EvidenceBundle evidence, RequestParameters parameters) {
        Prefill prefill = new Prefill(form);
        Set<String> defines = prefill.defines();
        return defines.isEmpty() ? List.of() : prefill.items(engine.values(library, defines, evidence, parameters));
    }
}
