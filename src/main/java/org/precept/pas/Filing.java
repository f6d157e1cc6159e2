package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.pas.ItemOutcome.Ended;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.policy.PolicyCatalog;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.KeptDeterminations;
import org.precept.record.Member;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;
import org.precept.record.RequestEvents;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * Keeps decided requests: Claim, Bundle as received, ClaimResponse, one GuidanceResponse per item decided, Tasks and document
 * requests, the ledger, what DTR must know under a trace number, and the file that points at all of it. Works within
 * {@link Authorizations#exclusively}, so that all of it stands or falls together. There is no other way to change a filed
 * request.
 */
final class Filing {

    private final FhirContext fhir;
    private final PriorAuthorizations resources;
    private final LedgerEntries ledger;
    private final RequestContexts contexts;
    private final KeptDeterminations determinations;
    private final RequestFiles files;
    private final RequestEvents events;
    private final OpenFiles open;
    private final PendedItem pended;

    Filing(
            FhirContext fhir,
            PriorAuthorizations resources,
            Authorizations authorizations,
            RequestContexts contexts,
            KeptDeterminations determinations,
            RequestFiles files,
            RequestEvents events,
            OpenFiles open,
            PolicyCatalog policies) {
        this.fhir = fhir;
        this.resources = resources;
        this.ledger = new LedgerEntries(authorizations);
        this.contexts = contexts;
        this.determinations = determinations;
        this.files = files;
        this.events = events;
        this.open = open;
        this.pended = new PendedItem(policies);
    }

    /** Files a new request. */
    RequestFile file(Answering answering, List<ItemOutcome> outcomes, Answer answer) {
        Received received = answering.received();
        Claim claim = claim(received);
        Set<String> over = store(answering, null, claim, outcomes, answer);
        SendingSystem sender = SendingSystem.of(received.request());
        RequestFile file = new RequestFile(
                Ids.next(),
                1,
                received.member().payer(),
                received.member().number(),
                claim.getIdElement().getIdPart(),
                answering.responseId(),
                received.request().edition().version(),
                sender.submitters(),
                sender.providers(),
                answering.clock(),
                received.appealOf(),
                FiledItems.of(outcomes, null, received.request(), answering.now()));
        files.add(file, Prior.namesOf(received.request()));
        end(over, file, answering);
        return file;
    }

    /** Files an update of a request: a new Claim and a new ClaimResponse of the same file. */
    RequestFile update(OpenFile open, Answering answering, List<ItemOutcome> outcomes, Answer answer) {
        Claim claim = claim(answering.received());
        Set<String> over = store(answering, open, claim, outcomes, answer);
        SendingSystem sender = SendingSystem.of(answering.request());
        RequestFile file = next(
                open.file(),
                claim.getIdElement().getIdPart(),
                answering,
                Sets.union(open.file().submitters(), sender.submitters()),
                Sets.union(open.file().providers(), sender.providers()),
                outcomes);
        files.replace(file, Prior.namesOf(answering.request()));
        end(over, file, answering);
        return file;
    }

    /** Files what became of a filed request otherwise than by its sender: the next version of its answer. */
    RequestFile amend(OpenFile open, Answering answering, List<ItemOutcome> outcomes, Answer answer) {
        RequestFile before = open.file();
        Set<String> over = store(answering, open, null, outcomes, answer);
        RequestFile file = next(before, before.claimId(), answering, before.submitters(), before.providers(), outcomes);
        files.replace(file, Set.of());
        events.answerChanged(file, MessageReader.parser(fhir).encodeResourceToString(answer.bundle(open.request())));
        end(over, file, answering);
        return file;
    }

    /** What was approved while an order was signed does not go on being shown as approved when nothing of it is left. */
    private void end(Set<String> numbers, RequestFile changed, Answering answering) {
        if (numbers.isEmpty()) {
            return;
        }
        for (RequestFile signed : files.ofMember(changed.payer(), changed.memberNumber())) {
            if (!signed.id().equals(changed.id())
                    && signed.items().stream().anyMatch(item -> standsOn(item, numbers))) {
                end(numbers, open.open(signed), answering);
            }
        }
    }

    private void end(Set<String> numbers, OpenFile signed, Answering answering) {
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (SubmittedItem item : SubmittedItem.of(signed.request())) {
            signed.file()
                    .item(item.sequence())
                    .map(filed -> standsOn(filed, numbers) ? new Ended(item, filed) : new Kept(item, filed))
                    .ifPresent(outcomes::add);
        }
        Answering again = Answering.again(
                signed,
                signed.file().clock(),
                answering.received().payer(),
                answering.received().base(),
                answering.now());
        amend(signed, again, outcomes, AnswerWriter.write(again, outcomes));
    }

    private static boolean standsOn(FiledItem item, Set<String> numbers) {
        return LedgerEntries.approved(item.status()) && numbers.contains(String.valueOf(item.number()));
    }

    /** Files what changes for reviewers only: queues, owners and times of Tasks. */
    RequestFile reroute(OpenFile open, Answering answering, List<ItemOutcome> outcomes) {
        RequestFile before = open.file();
        Answer unchanged = Objects.requireNonNull(answering.before());
        TaskChanges tasks = new TaskChanges(answering, open, outcomes, unchanged);
        resources.replace(tasks.changed.stream()
                .filter(resource -> resource instanceof Task task && ItemLinks.isReview(task))
                .toList());
        RequestFile file = next(before, before.claimId(), answering, before.submitters(), before.providers(), outcomes);
        files.replace(file, Set.of());
        return file;
    }

    private static RequestFile next(
            RequestFile before,
            String claimId,
            Answering answering,
            Set<String> submitters,
            Set<String> providers,
            List<ItemOutcome> outcomes) {
        return new RequestFile(
                before.id(),
                before.version() + 1,
                before.payer(),
                before.memberNumber(),
                claimId,
                answering.responseId(),
                before.edition(),
                submitters,
                providers,
                answering.clock(),
                before.appealOf(),
                FiledItems.of(outcomes, before, answering.request(), answering.now()));
    }

    private static Claim claim(Received received) {
        Claim claim = received.request().claim().copy();
        claim.setId("Claim/" + Ids.next());
        return claim;
    }

    /**
     * Stores everything but the file.
     *
     * @param claim the new Claim, null when the filed one stays
     * @return numbers of approvals of which nothing is left
     */
    private Set<String> store(
            Answering answering,
            @Nullable OpenFile open,
            @Nullable Claim claim,
            List<ItemOutcome> outcomes,
            Answer answer) {
        Received received = answering.received();
        PasRequest request = answering.request();
        String claimId = claim == null
                ? Objects.requireNonNull(open).file().claimId()
                : claim.getIdElement().getIdPart();
        ClaimResponse response = answer.response().copy();
        response.setId("ClaimResponse/" + answering.responseId());

        OwnReferences own = new OwnReferences(request, received.member(), received.payer());
        own.put(request.claimUrl(), "Claim/" + claimId);
        own.put(Ids.urn(answer.response()), response.getId());
        answer.communications()
                .forEach(sent -> own.put(
                        Ids.urn(sent),
                        "CommunicationRequest/" + sent.getIdElement().getIdPart()));

        List<Resource> added = new ArrayList<>();
        List<Resource> changed = new ArrayList<>();
        if (claim != null) {
            added.add(own.in(claim));
            added.add(FiledBundle.of(request.bundle()));
        }
        (claim == null ? changed : added).add(own.in(response));
        ItemRecords records = new ItemRecords(
                answering,
                new DeterminationKeeping(fhir, request, received.member().number(), claimId, answering.now()));
        outcomes.forEach(records::add);
        TaskChanges tasks = new TaskChanges(answering, open, outcomes, answer);
        tasks.added.forEach(task -> added.add(records.linked(linked(own.in(task), claimId, response.getId()))));
        tasks.changed.forEach(task -> changed.add(records.linked(linked(own.in(task), claimId, response.getId()))));
        added.addAll(records.guidance);
        determinations.keep(records.kept);
        resources.store(added);
        if (!changed.isEmpty()) {
            resources.replace(changed);
        }
        Set<String> over = ledger.enter(received, outcomes, open == null ? null : open.file(), claimId);
        remember(answering, claimId, outcomes);
        return over;
    }

    private static Resource linked(Resource resource, String claimId, String responseId) {
        if (resource instanceof Task task) {
            task.setFocus(new Reference(responseId));
            task.setBasedOn(List.of(new Reference("Claim/" + claimId)));
            if (task.hasReasonReference()) {
                task.setReasonReference(new Reference("Claim/" + claimId));
            }
        }
        return resource;
    }

    /** What DTR must know of an item that waits, under its trace number. */
    private void remember(Answering answering, String claimId, List<ItemOutcome> outcomes) {
        String sent = null;
        for (ItemOutcome outcome : outcomes) {
            boolean decidedNow =
                    !(outcome instanceof Kept) && !(outcome instanceof InError) && !(outcome instanceof Rerouted);
            if (outcome.status().pended() && decidedNow) {
                sent = sent == null ? asSent(answering.request().claim(), claimId) : sent;
                contexts.remember(context(answering, outcome, sent));
            }
        }
    }

    /** The Claim in the client's own references, under the id that its Bundle is filed by. */
    private String asSent(Claim claim, String id) {
        Claim sent = claim.copy();
        sent.setId(id);
        return MessageReader.parser(fhir).encodeResourceToString(sent);
    }

    private RequestContext context(Answering answering, ItemOutcome outcome, String claim) {
        Member member = answering.received().member();
        return new RequestContext(
                outcome.requiredNumber(),
                Kind.TRACE,
                member.payer(),
                member.number(),
                List.of(pended.of(answering.request(), outcome, claim)),
                answering.now());
    }
}
