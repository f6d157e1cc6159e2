package org.precept.pas.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.IdType;
import org.precept.determination.ReviewQueue;
import org.precept.pas.Handling;
import org.precept.pas.ItemOutcome;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.OpenFile;
import org.precept.pas.Reconsideration;
import org.precept.pas.RequestChanges;
import org.precept.record.Arrival;
import org.precept.record.Documents;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.TraceDocument;

/**
 * Decides a request again on what has arrived: pended items by the rules, and those that a person had asked about by that
 * person's queue once all that was asked for is here ({@link Handling}). Arrivals of somebody else's documents are dropped.
 */
final class ArrivalRedecision implements Redecision {

    private final Documents documents;
    private final RequestFiles files;
    private final RequestChanges changes;
    private final Reconsideration reconsideration;

    ArrivalRedecision(
            Documents documents, RequestFiles files, RequestChanges changes, Reconsideration reconsideration) {
        this.documents = documents;
        this.files = files;
        this.changes = changes;
        this.reconsideration = reconsideration;
    }

    @Override
    public void decide(String trace) {
        Optional<RequestFile> file = files.ofNumber(trace);
        if (file.isEmpty()) {
            // No request, or one filed before requests had files: the document is on file all the same.
            documents.taken(List.of(), documents.waiting(Set.of(trace)));
            return;
        }
        changes.change(file.get().id(), (open, now) -> outcomes(open, trace));
    }

    private List<ItemOutcome> outcomes(OpenFile open, String trace) {
        Set<String> traces = numbers(open.file().items());
        traces.add(trace);
        List<Arrival> arrivals = documents.waiting(traces);
        String member = open.member().patient().getIdElement().getIdPart();
        List<Arrival> belonging = arrivals.stream()
                .filter(arrival -> isPatient(arrival.subject(), member))
                .toList();
        List<Arrival> others = arrivals.stream()
                .filter(arrival -> !belonging.contains(arrival))
                .toList();
        documents.taken(belonging, others);
        return belonging.isEmpty() ? List.of() : decided(open, belonging);
    }

    private List<ItemOutcome> decided(OpenFile open, List<Arrival> arrivals) {
        Set<Integer> pended = open.file().items().stream()
                .filter(item -> item.status().pended())
                .map(FiledItem::sequence)
                .collect(Collectors.toSet());
        List<ItemOutcome> changed = new ArrayList<>();
        for (ItemOutcome outcome : pended.isEmpty() ? List.<ItemOutcome>of() : reconsideration.of(open, pended)) {
            open.file()
                    .item(outcome.item().sequence())
                    .flatMap(filed -> changed(open, filed, outcome, arrivals))
                    .ifPresent(changed::add);
        }
        return changed;
    }

    /** What changes about an item; empty when nothing does. */
    private Optional<ItemOutcome> changed(OpenFile open, FiledItem filed, ItemOutcome outcome, List<Arrival> arrivals) {
        Handling handling = open.handling(filed.sequence()).orElse(null);
        boolean provider = filed.status() == ItemStatus.PENDED_DOCUMENTS;
        if (handling != null && handling.asked() && provider && !allIsHere(open, filed, arrivals)) {
            return Optional.of(new Kept(outcome.item(), filed, arrived(open, filed)));
        }
        if (outcome instanceof CodeAwaited awaited) {
            // What came does not say it in codes; when reviewers have the item already, it is shown on their Task.
            return provider && arrivals.stream().anyMatch(arrival -> isFor(filed, arrival))
                    ? Optional.of(awaited.forReview(handling == null ? ReviewQueue.NURSE : handling.queue()))
                    : Optional.empty();
        }
        if (handling != null && outcome instanceof Determined determined) {
            return Optional.of(handling.after(determined));
        }
        return Reconsideration.asksTheSame(open, outcome) ? Optional.empty() : Optional.of(outcome);
    }

    /** True when all that a reviewer asked for came, or its sender says that nothing more will come. */
    private boolean allIsHere(OpenFile open, FiledItem filed, List<Arrival> arrivals) {
        return arrivals.stream().anyMatch(arrival -> arrival.last() && isFor(filed, arrival))
                || arrived(open, filed).containsAll(Reconsideration.asked(open, filed.sequence()));
    }

    private static boolean isFor(FiledItem filed, Arrival arrival) {
        return arrival.trace().equals(filed.number());
    }

    /** Those of the documents asked for that came since; one that does not say what it is may be any of them. */
    private Set<String> arrived(OpenFile open, FiledItem filed) {
        Set<String> asked = Reconsideration.asked(open, filed.sequence());
        String trace = filed.number();
        List<TraceDocument> here = trace == null
                ? List.of()
                : documents.of(Set.of(trace)).stream()
                        .filter(document -> !document.arrivedAt().isBefore(filed.changedAt()))
                        .toList();
        if (here.stream().anyMatch(document -> document.code() == null)) {
            return asked;
        }
        return here.stream()
                .map(TraceDocument::code)
                .filter(Objects::nonNull)
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    private static Set<String> numbers(Collection<FiledItem> items) {
        return items.stream()
                .map(FiledItem::number)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPatient(String subject, String id) {
        IdType named = new IdType(subject);
        return !named.isAbsolute() && "Patient".equals(named.getResourceType()) && id.equals(named.getIdPart());
    }
}
