package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaException;
import org.precept.determination.AssembledEvidence;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemPlan.CodeMissing;
import org.precept.pas.ItemPlan.Governed;
import org.precept.pas.ItemPlan.Wrong;
import org.precept.pas.OtherRequests.Viewed;
import org.precept.pas.SaidBefore.Given;
import org.precept.record.Authorizations;
import org.precept.record.Member;
import org.precept.record.Overlaps;
import org.precept.record.RequestContexts;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/** Has each item decided on the evidence of request and record, and gives it its number. */
final class ItemDecider {

    private final EvidenceAssembler assembler;
    private final Determiner determiner;
    private final Authorizations authorizations;
    private final RequestContexts contexts;
    private final RequestFiles files;
    private final Overlaps overlaps;

    ItemDecider(
            EvidenceAssembler assembler,
            Determiner determiner,
            Authorizations authorizations,
            RequestContexts contexts,
            RequestFiles files,
            Overlaps overlaps) {
        this.assembler = assembler;
        this.determiner = determiner;
        this.authorizations = authorizations;
        this.contexts = contexts;
        this.files = files;
        this.overlaps = overlaps;
    }

    /** Decides on all items of a new request. */
    List<ItemOutcome> decide(PasRequest request, Member member, List<ItemPlan> plans) {
        return decide(request, member, plans, null);
    }

    /**
     * Decides on items against one reading of the ledger: items of one request do not count against each other, their
     * units are already summed. A request for what its order was said to be authorized for gets that approval again,
     * unless what came with the request speaks against it. An appeal is handed to a person in any case.
     *
     * @param file of the request when it was filed before: what its items were approved for does not count against them, and
     *     what goes on waiting keeps its trace number; null for a new request
     * @throws CriteriaException when criteria cannot be computed
     */
    List<ItemOutcome> decide(PasRequest request, Member member, List<ItemPlan> plans, @Nullable RequestFile file) {
        StandingItems standing = StandingItems.of(file, request, plans);
        Situation situation = new Situation(
                request,
                member,
                file,
                RequestEvidence.of(request, "Patient/" + member.patient().getIdPart()),
                new SaidBefore(authorizations, contexts, files, member, standing),
                standing);
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (ItemPlan plan : plans) {
            if (plan instanceof CodeMissing missing) {
                outcomes.add(new CodeAwaited(missing.item(), traceNumber(plan, situation), missing.candidates()));
            } else if (plan instanceof Governed governed) {
                outcomes.add(determined(governed, situation));
            } else if (plan instanceof Wrong wrong) {
                outcomes.add(new InError(wrong.item(), null, wrong.errors()));
            }
        }
        return outcomes;
    }

    /**
     * What all items of a request are decided in.
     *
     * @param file of the request when it was filed before
     * @param standing items of it that are decided once more
     */
    private record Situation(
            PasRequest request,
            Member member,
            @Nullable RequestFile file,
            RequestEvidence evidence,
            SaidBefore said,
            StandingItems standing) {}

    private Determined determined(Governed plan, Situation situation) {
        Member member = situation.member();
        RequestEvidence evidence = situation.evidence();
        SaidBefore said = situation.said();
        AssembledEvidence assembled = assembler.assemble(
                plan.policy(), situation.request().requestDate(), member.patient(), evidence.items(), member.record());
        boolean appeal = Appeal.is(situation.request().claim(), situation.file());
        Given given = appeal ? null : said.covering(plan.item(), plan.request());
        Ledger ledger = said.without(given);
        Determination determination = determiner.determine(plan.policy(), plan.request(), assembled.bundle(), ledger);
        Considered considered =
                new Considered(member.patient(), evidence.items(), member.record(), ledger, determination);
        List<String> notes = Stream.of(assembled.notes(), evidence.notes(), said.notes(plan.item()))
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (given != null) {
            // What proved an unsolicited approval spoke for it; only something new can speak against it.
            return given.unsolicited() && determination.decision() instanceof ReviewNeeded
                    ? contradicted(plan, considered, notes, given.authorization(), traceNumber(plan, situation))
                    : givenBefore(plan, considered, notes, given.authorization());
        }
        Viewed viewed = OtherRequests.of(
                        files,
                        overlaps,
                        situation.request(),
                        member,
                        plan.request().product(),
                        situation.file(),
                        ledger)
                .view(appeal ? Appeal.forAPerson(determination) : determination);
        return numbered(plan, considered, viewed, notes, situation);
    }

    private Determined numbered(
            Governed plan, Considered considered, Viewed viewed, List<String> notes, Situation situation) {
        Determination determination = viewed.determination();
        boolean approved = determination.decision() instanceof Approved;
        return new Determined(
                plan.item(),
                approved ? authorizations.nextNumber() : traceNumber(plan, situation),
                determination,
                Stream.concat(notes.stream(), viewed.notes().stream()).toList(),
                determination.decision() instanceof Approved given ? units(plan, given) : plan.units(),
                false,
                considered);
    }

    /** What was said when the order was signed is honoured, also when this request documents less of it. */
    private static Determined givenBefore(
            Governed plan, Considered considered, List<String> notes, Authorization given) {
        Determination determination = considered.made();
        Approved approved = new Approved(
                given.period(),
                plan.request().units() == null ? given.units() : plan.request().units());
        Determination honoured = new Determination(
                determination.request(),
                determination.policy(),
                determination.phase(),
                determination.findings(),
                approved);
        return new Determined(plan.item(), given.number(), honoured, notes, units(plan, approved), true, considered);
    }

    private static Determined contradicted(
            Governed plan, Considered considered, List<String> notes, Authorization given, String traceNumber) {
        List<String> all = new ArrayList<>(notes);
        all.add("authorization " + given.number()
                + " was on file when the order was signed; what came with this request speaks against it, so a person"
                + " looks at both");
        return new Determined(plan.item(), traceNumber, considered.made(), all, plan.units(), false, considered);
    }

    private String traceNumber(ItemPlan plan, Situation situation) {
        return situation.standing().traceNumber(plan.item()).orElseGet(authorizations::nextTraceNumber);
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
