package org.precept.pas;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.policy.PayerCatalog;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;
import org.precept.record.RequestFiles;

/**
 * Changes filed requests otherwise than by a message of their sender: a reviewer decides, a document arrives. Each change is
 * one transaction while no other request of the member runs: answer, file, Tasks, ledger and news change together or not at
 * all. It may be run more than once when the database asks for it, so what is passed in must keep nothing outside it.
 */
public final class RequestChanges {

    private final Authorizations authorizations;
    private final RequestFiles files;
    private final OpenFiles open;
    private final Filing filing;
    private final PayerCatalog payers;
    private final FhirAddress address;
    private final Clock clock;

    RequestChanges(
            Authorizations authorizations,
            RequestFiles files,
            OpenFiles open,
            Filing filing,
            PayerCatalog payers,
            FhirAddress address,
            Clock clock) {
        this.authorizations = authorizations;
        this.files = files;
        this.open = open;
        this.filing = filing;
        this.payers = payers;
        this.address = address;
        this.clock = clock;
    }

    /** What becomes of a file. */
    public interface Change {

        /** The items that change, in any order; empty when none does, then nothing is written. */
        List<ItemOutcome> outcomes(OpenFile open, Instant now);
    }

    /**
     * Changes items of a file. An item that goes on waiting keeps its trace number. When only queues or owners change
     * ({@link Rerouted}), the answer stays as it is and nobody is told.
     *
     * @return the file as changed, or as it stands when nothing changes
     * @throws NoSuchElementException when there is no such file
     */
    public RequestFile change(String fileId, Change change) {
        return exclusively(fileId, (file, now) -> {
            OpenFile opened = open.open(file);
            List<ItemOutcome> changed = change.outcomes(opened, now);
            return changed.isEmpty() ? file : write(opened, changed, file.clock(), now);
        });
    }

    /** How much time a file gets. */
    public interface MoreTime {

        /** The clock from now on. */
        RequestClock clock(OpenFile open, Instant now);
    }

    /**
     * Gives a request more time, once; the answer says so and its subscribers are told.
     *
     * @throws NoSuchElementException when there is no such file
     * @throws IllegalStateException when it was given more time before, or is decided
     */
    public RequestFile extend(String fileId, MoreTime more) {
        return exclusively(fileId, (file, now) -> {
            OpenFile opened = open.open(file);
            RequestClock longer = more.clock(opened, now);
            if (file.clock().extension() != null || !file.pended()) {
                throw new IllegalStateException("A pended request is given more time once");
            }
            return write(opened, List.of(), longer, now);
        });
    }

    private RequestFile exclusively(String fileId, BiFunction<RequestFile, Instant, RequestFile> work) {
        RequestFile known = find(fileId);
        return authorizations.exclusively(
                known.payer(),
                known.memberNumber(),
                () -> work.apply(find(fileId), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private RequestFile find(String fileId) {
        return files.find(fileId).orElseThrow(() -> new NoSuchElementException("No such file of a request"));
    }

    private RequestFile write(OpenFile opened, List<ItemOutcome> changed, RequestClock longer, Instant now) {
        RequestFile file = opened.file();
        Answering answering = Answering.again(
                opened,
                longer,
                payers.find(file.payer()).orElseThrow(),
                address.root() + opened.request().edition().path(),
                now);
        if (!changed.isEmpty() && changed.stream().allMatch(Rerouted.class::isInstance)) {
            return filing.reroute(opened, answering, changed);
        }
        List<ItemOutcome> all = all(opened, changed);
        return filing.amend(opened, answering, all, AnswerWriter.write(answering, all));
    }

    /** An outcome for every item that the answer names: as changed, else as it stands. */
    private static List<ItemOutcome> all(OpenFile opened, List<ItemOutcome> changed) {
        Map<Integer, ItemOutcome> bySequence = new HashMap<>();
        changed.forEach(outcome -> bySequence.put(outcome.item().sequence(), numbered(outcome, opened.file())));
        List<ItemOutcome> all = new ArrayList<>();
        for (SubmittedItem item : SubmittedItem.of(opened.request())) {
            ItemOutcome outcome = bySequence.get(item.sequence());
            if (outcome != null) {
                all.add(outcome);
            } else {
                opened.file().item(item.sequence()).ifPresent(filed -> all.add(new Kept(item, filed)));
            }
        }
        return all;
    }

    /** What goes on waiting is still known by the number it had. */
    private static ItemOutcome numbered(ItemOutcome outcome, RequestFile file) {
        String number = file.item(outcome.item().sequence())
                .filter(filed -> filed.status().pended())
                .map(FiledItem::number)
                .orElse(null);
        return number != null
                        && outcome instanceof Determined determined
                        && outcome.status().pended()
                ? determined.under(number, determined.notes())
                : outcome;
    }
}
