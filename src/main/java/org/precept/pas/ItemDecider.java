package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaException;
import org.precept.determination.AssembledEvidence;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemPlan.CodeMissing;
import org.precept.pas.ItemPlan.Governed;
import org.precept.record.Authorizations;
import org.precept.record.Member;

/** Has each item decided on the evidence of request and record, and gives it its number. */
final class ItemDecider {

    private final EvidenceAssembler assembler;
    private final Determiner determiner;
    private final Authorizations authorizations;

    ItemDecider(EvidenceAssembler assembler, Determiner determiner, Authorizations authorizations) {
        this.assembler = assembler;
        this.determiner = determiner;
        this.authorizations = authorizations;
    }

    /**
     * Decides on all items against one reading of the ledger: items of one request do not count against each other, their
     * units are already summed.
     *
     * @throws CriteriaException when criteria cannot be computed
     */
    List<ItemOutcome> decide(PasRequest request, Member member, List<ItemPlan> plans) {
        Ledger ledger = authorizations.of(member.payer(), member.number());
        RequestEvidence evidence =
                RequestEvidence.of(request, "Patient/" + member.patient().getIdPart());
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (ItemPlan plan : plans) {
            if (plan instanceof CodeMissing missing) {
                outcomes.add(new CodeAwaited(missing.item(), authorizations.nextTraceNumber(), missing.candidates()));
            } else if (plan instanceof Governed governed) {
                outcomes.add(determined(governed, request, member, evidence, ledger));
            }
        }
        return outcomes;
    }

    private Determined determined(
            Governed plan, PasRequest request, Member member, RequestEvidence evidence, Ledger ledger) {
        AssembledEvidence assembled = assembler.assemble(
                plan.policy(), request.requestDate(), member.patient(), evidence.items(), member.record());
        Determination determination = determiner.determine(plan.policy(), plan.request(), assembled.bundle(), ledger);
        List<String> notes = Stream.concat(
                        assembled.notes().stream(),
                        evidence.aboutOthers().stream()
                                .map(type -> "a " + type + " of another patient was not counted"))
                .distinct()
                .toList();
        if (determination.decision() instanceof Approved approved) {
            return new Determined(
                    plan.item(), authorizations.nextNumber(), determination, notes, units(plan, approved));
        }
        return new Determined(plan.item(), authorizations.nextTraceNumber(), determination, notes, null);
    }

    /**
     * An item's own units. Of items that share one order the first carries its units; where the request gives none, each
     * carries all that was approved, so that the ledger never holds less than was given.
     */
    private static @Nullable BigDecimal units(Governed plan, Approved approved) {
        if (plan.request().units() == null) {
            return approved.units();
        }
        return plan.units() == null ? BigDecimal.ZERO : plan.units();
    }
}
