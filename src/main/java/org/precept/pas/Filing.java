package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.GuidanceRecord;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.Payer;
import org.precept.record.Authorizations;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDeterminations;
import org.precept.record.Member;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;

/**
 * Keeps a decided request: Claim, Bundle as received, ClaimResponse, one GuidanceResponse per item, Tasks and document
 * requests, approvals in the ledger, and what DTR must know under a trace number. Works within
 * {@link Authorizations#exclusively}, so that all of it stands or falls together.
 */
final class Filing {

    private final FhirContext fhir;
    private final PriorAuthorizations files;
    private final Authorizations authorizations;
    private final RequestContexts contexts;
    private final KeptDeterminations determinations;

    Filing(
            FhirContext fhir,
            PriorAuthorizations files,
            Authorizations authorizations,
            RequestContexts contexts,
            KeptDeterminations determinations) {
        this.fhir = fhir;
        this.files = files;
        this.authorizations = authorizations;
        this.contexts = contexts;
        this.determinations = determinations;
    }

    void file(PasRequest request, Member member, Payer payer, List<ItemOutcome> outcomes, Answer answer, Instant now) {
        OwnReferences own = new OwnReferences(request, member, payer);
        Claim claim = request.claim().copy();
        claim.setId("Claim/" + Ids.next());
        own.put(request.claimUrl(), claim);
        ClaimResponse response = stored(answer.response());
        own.put(Ids.urn(answer.response()), response);
        List<CommunicationRequest> communications = new ArrayList<>();
        for (CommunicationRequest sent : answer.communications()) {
            CommunicationRequest communication = stored(sent);
            own.put(Ids.urn(sent), communication);
            communications.add(communication);
        }

        List<Resource> resources = new ArrayList<>();
        resources.add(own.in(claim));
        resources.add(FiledBundle.of(request.bundle()));
        resources.add(own.in(response));
        communications.forEach(communication -> resources.add(own.in(communication)));
        resources.addAll(tasks(request, outcomes, answer, now).stream()
                .map(task -> linked(own.in(task), claim, response))
                .toList());
        resources.addAll(guidance(
                request,
                member,
                outcomes,
                new DeterminationKeeping(fhir, request, member.number(), claim.getIdPart(), now),
                now));
        files.store(resources);
        remember(request, member, claim, outcomes, now);
    }

    /** A copy under the id it was sent with. */
    @SuppressWarnings("unchecked")
    private static <T extends Resource> T stored(T sent) {
        T copy = (T) sent.copy();
        copy.setId(sent.fhirType() + "/" + sent.getIdElement().getIdPart());
        return copy;
    }

    private static List<Task> tasks(PasRequest request, List<ItemOutcome> outcomes, Answer answer, Instant now) {
        List<Task> tasks = new ArrayList<>();
        answer.tasks().forEach(task -> tasks.add(stored(task)));
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Determined determined && determined.decision() instanceof ReviewNeeded review) {
                Task task = ReviewTask.of(request, determined, review, now);
                task.setId("Task/" + Ids.next());
                tasks.add(task);
            }
        }
        return tasks;
    }

    private static Task linked(Task task, Claim claim, ClaimResponse response) {
        task.setFocus(reference(response));
        task.addBasedOn(reference(claim));
        if (task.hasReasonReference()) {
            task.setReasonReference(reference(claim));
        }
        return task;
    }

    private List<GuidanceResponse> guidance(
            PasRequest request, Member member, List<ItemOutcome> outcomes, DeterminationKeeping keeping, Instant now) {
        List<GuidanceResponse> records = new ArrayList<>();
        List<KeptDetermination> kept = new ArrayList<>();
        String patient = "Patient/" + member.patient().getIdPart();
        for (ItemOutcome outcome : outcomes) {
            GuidanceResponse guidance;
            if (outcome instanceof Determined determined) {
                guidance = new GuidanceRecord(request.identifier(), patient, now, determined.notes())
                        .of(determined.determination());
            } else {
                CodeAwaited awaited = (CodeAwaited) outcome;
                guidance = new GuidanceRecord(request.identifier(), patient, now, List.of())
                        .ofUnspecificProduct(awaited.item().sequence(), awaited.candidates());
            }
            String id = Ids.next();
            guidance.setId("GuidanceResponse/" + id);
            records.add(guidance);
            if (outcome instanceof Determined determined) {
                kept.add(keeping.of(id, determined));
            }
        }
        determinations.keep(kept);
        return records;
    }

    private void remember(PasRequest request, Member member, Claim claim, List<ItemOutcome> outcomes, Instant now) {
        approvals(outcomes).forEach(approval -> approve(approval, member, claim));
        String sent = null;
        for (ItemOutcome outcome : outcomes) {
            if (!outcome.action().equals("A1")) {
                sent = sent == null ? asSent(request.claim(), claim.getIdPart()) : sent;
                contexts.remember(context(request, member, outcome, sent, now));
            }
        }
    }

    private void approve(Approval approval, Member member, Claim claim) {
        Authorization authorization = approval.authorization();
        if (approval.givenBefore()) {
            authorizations.markRequested(authorization.number(), authorization.units());
        } else {
            authorizations.add(member.payer(), member.number(), authorization, claim.getIdPart(), approval.item());
        }
    }

    /** The approvals among the outcomes; items under one number are one approval. */
    static List<Approval> approvals(List<ItemOutcome> outcomes) {
        Map<String, Approval> approvals = new LinkedHashMap<>();
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Determined determined && determined.decision() instanceof Approved approved) {
                approvals.merge(
                        outcome.number(),
                        new Approval(
                                authorization(determined, approved),
                                outcome.item().sequence(),
                                determined.givenBefore()),
                        Approval::and);
            }
        }
        return List.copyOf(approvals.values());
    }

    /**
     * An approval.
     *
     * @param item the first item that it is for
     * @param givenBefore it is on file already
     */
    record Approval(Authorization authorization, int item, boolean givenBefore) {
        private Approval and(Approval other) {
            BigDecimal units = authorization.units();
            BigDecimal more = other.authorization.units();
            return new Approval(
                    new Authorization(
                            authorization.number(),
                            authorization.product(),
                            units == null || more == null ? null : units.add(more),
                            authorization.serviceDate(),
                            authorization.period()),
                    item,
                    givenBefore);
        }
    }

    /** The Claim in the client's own references, under the id that its Bundle is filed by. */
    private String asSent(Claim claim, String id) {
        Claim sent = claim.copy();
        sent.setId(id);
        return MessageReader.parser(fhir).encodeResourceToString(sent);
    }

    private static Authorization authorization(Determined outcome, Approved approved) {
        return new Authorization(
                outcome.number(),
                outcome.determination().request().product(),
                outcome.units(),
                outcome.determination().request().serviceDate(),
                approved.period());
    }

    private static RequestContext context(
            PasRequest request, Member member, ItemOutcome outcome, String claim, Instant now) {
        Determination determination = outcome instanceof Determined determined ? determined.determination() : null;
        return new RequestContext(
                outcome.number(),
                Kind.TRACE,
                member.payer(),
                member.number(),
                List.of(contextRequest(request, outcome, determination, claim)),
                now);
    }

    private static ContextRequest contextRequest(
            PasRequest request, ItemOutcome outcome, @Nullable Determination determination, String claim) {
        return new ContextRequest(
                request.claimUrl() + "#" + outcome.item().sequence(),
                determination == null ? null : determination.policy().canonical(),
                determination == null ? null : determination.phase().code(),
                determination != null && outcome.asksForDocuments()
                        ? determination.phase().questionnaire()
                        : null,
                claim);
    }

    private static Reference reference(Resource resource) {
        return new Reference(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }
}
