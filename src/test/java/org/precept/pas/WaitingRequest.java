package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.FiledItem;
import org.precept.record.Member;
import org.precept.record.PackedEvidence;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.Review;
import org.precept.record.ReviewKind;
import org.precept.record.ReviewLog;
import org.precept.record.Reviewer;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** A payer with one request of one item that waits, all in memory: what reviewers and its provider do about it. */
public final class WaitingRequest extends PasDoor {

    private static final Reviewer REVIEWER = new Reviewer("rita", Set.of(ReviewQueue.values()), null, null);

    private Bundle latest;

    /** A request of member M1 of MMM; what is said to the rules decides what it waits for. */
    public WaitingRequest(Map<String, Boolean> said) {
        this(lemtrada(36), said);
    }

    /** A request of an enrolled member; what is said to the rules decides what it waits for. */
    public WaitingRequest(PasBundle request, Map<String, Boolean> said) {
        serve();
        said.forEach(this::says);
        latest = request.build();
        submit(latest);
    }

    /** Has the criterion this result from now on; null: nothing says so. */
    public void says(String criterion, @Nullable Boolean result) {
        engine.says(criterion, result);
    }

    /** What changes filed requests. */
    public RequestChanges changes() {
        return changes;
    }

    /** What decides once more. */
    public Reconsideration reconsideration() {
        return reconsideration;
    }

    /** The files. */
    public RequestFiles files() {
        return memory.files;
    }

    /** The file of the request as it stands. */
    public RequestFile file() {
        assertThat(memory.files.all()).hasSize(1);
        return memory.files.all().get(0);
    }

    /** Its item as it stands. */
    public FiledItem item() {
        return file().items().get(0);
    }

    /** The member. */
    public Member member() {
        return memory.find(file().payer(), file().memberNumber()).orElseThrow();
    }

    /** A resource comes on the member's record. */
    public void record(Resource resource) {
        Member member = member();
        List<EvidenceItem> record = new ArrayList<>(member.record());
        record.add(new EvidenceItem(resource.getId(), resource, Origin.RECORD));
        memory.enrol(new PackedEvidence(FHIR)
                .unpacked(new Member(member.payer(), member.number(), member.patient(), member.coverages(), record)));
    }

    /** The documents that arrived. */
    public MemoryDocuments documents() {
        return documents;
    }

    /** The answer as it stands. */
    public ClaimResponse answer() {
        return open.open(file()).response();
    }

    /** The open Task of reviewers. */
    public Optional<Task> task() {
        return open.open(file()).reviewTask(1);
    }

    /** Queue and owner of the open Task of reviewers, e.g. {@code physician peter}; empty when there is none. */
    public String desk() {
        return task().map(task ->
                        task.getPerformerTypeFirstRep().getCodingFirstRep().getCode() + " "
                                + task.getOwner().getIdentifier().getValue())
                .orElse("");
    }

    /** LOINC codes of the documents that the provider is asked for. */
    public Set<String> asked() {
        return Reconsideration.asked(open.open(file()), 1);
    }

    /** A reviewer asks the provider for documents. */
    public void ask(String... documents) {
        note(ReviewKind.ASK_MORE);
        changes.change(
                file().id(),
                (opened, now) -> List.of(new Reviewed(
                        opened.item(1).orElseThrow(),
                        opened.file().item(1).orElseThrow(),
                        new Review.AskMore(List.of(documents), "Send them."),
                        REVIEWER,
                        String.valueOf(item().number()),
                        null,
                        null)));
    }

    /** A reviewer hands it to another queue. */
    public void escalate(ReviewQueue queue) {
        note(ReviewKind.ESCALATE);
        reroute(queue, null);
    }

    /** It is given to a reviewer of its queue. */
    public void assign(String owner) {
        note(ReviewKind.REASSIGN);
        reroute(ReviewQueue.ofCode(item().queue()).orElseThrow(), owner);
    }

    /** The provider sends an update that brings evidence; its answer. */
    public ClaimResponse update() {
        UpdateBundle update = UpdateBundle.of(latest);
        return send(update.attach(new Observation().setSubject(update.patient())));
    }

    /** The provider sends an update that changes nothing; its answer. */
    public ClaimResponse repeat() {
        return send(UpdateBundle.of(latest));
    }

    /** The provider sends an update that asks for other units; its answer. */
    public ClaimResponse update(int units) {
        return send(UpdateBundle.of(latest).units(1, units));
    }

    private ClaimResponse send(UpdateBundle update) {
        clock.move(Duration.ofHours(1));
        latest = update.build();
        ClaimResponse answer = response(submit(latest));
        assertThat(answer.getError()).isEmpty();
        return answer;
    }

    private void reroute(ReviewQueue queue, @Nullable String owner) {
        changes.change(
                file().id(),
                (opened, now) -> List.of(new Rerouted(
                        opened.item(1).orElseThrow(), opened.file().item(1).orElseThrow(), queue, owner, null)));
    }

    private void note(ReviewKind kind) {
        String task = task().orElseThrow().getIdElement().getIdPart();
        memory.files.add(new ReviewLog.Entry(file().id(), task, 1, REVIEWER.name(), kind, clock.instant(), Map.of()));
    }
}
