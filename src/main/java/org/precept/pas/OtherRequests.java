package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Ledger;
import org.precept.determination.ReviewQueue;
import org.precept.record.Member;
import org.precept.record.Overlaps;
import org.precept.record.Overlaps.Overlap;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * The member's other requests, and what they mean for a determination. A request for the same product at the same time is
 * always named in the answer. Where the policy limits units, the ledger says whether both can be had; where it does not, the
 * rules alone approve nothing beside it: a nurse looks at both.
 */
final class OtherRequests {
    /** More would drown the rest of the answer. */
    private static final int MOST_NAMED = 3;

    /** A member with more requests for one product at a time is beyond what notes can tell. */
    private static final int MOST_READ = 20;

    private final Overlaps overlaps;
    private final List<RequestFile> others;
    private final Ledger ledger;
    private final SendingSystem sender;

    OtherRequests(Overlaps overlaps, List<RequestFile> others, Ledger ledger, SendingSystem sender) {
        this.overlaps = overlaps;
        this.others = List.copyOf(others);
        this.ledger = ledger;
        this.sender = sender;
    }

    /**
     * Other requests for a product.
     *
     * @param own the request's own file, which is none of them; null for a new request
     */
    static OtherRequests of(
            RequestFiles files,
            Overlaps overlaps,
            PasRequest request,
            Member member,
            String product,
            @Nullable RequestFile own,
            Ledger ledger) {
        return new OtherRequests(
                overlaps,
                files.standing(member.payer(), member.number(), product, MOST_READ).stream()
                        .filter(file -> own == null || !file.id().equals(own.id()))
                        .toList(),
                ledger,
                SendingSystem.of(request));
    }

    /**
     * A determination in view of other requests.
     *
     * @param notes what was found, for people; empty when there is nothing
     */
    record Viewed(Determination determination, List<String> notes) {
        Viewed {
            notes = List.copyOf(notes);
        }
    }

    Viewed view(Determination made) {
        List<Overlap> found = new ArrayList<>(overlaps.of(
                others,
                ledger,
                made.request().product(),
                made.phase().approvalFrom(made.request().serviceDate())));
        if (found.isEmpty()) {
            return new Viewed(made, List.of());
        }
        found.sort(
                Comparator.comparing((Overlap each) -> each.item().changedAt()).reversed());
        Decision decision = made.decision() instanceof Approved && made.phase().limit() == null
                ? new ReviewNeeded(ReviewQueue.NURSE, List.of())
                : made.decision();
        return new Viewed(
                new Determination(made.request(), made.policy(), made.phase(), made.findings(), decision),
                notes(found));
    }

    private List<String> notes(List<Overlap> found) {
        List<String> notes = new ArrayList<>();
        found.stream().limit(MOST_NAMED).map(this::note).distinct().forEach(notes::add);
        if (found.size() > MOST_NAMED) {
            notes.add(found.size() - MOST_NAMED + " more requests for the same product overlap this one");
        }
        return notes;
    }

    private String note(Overlap overlap) {
        String what = details(overlap) + " for " + overlap.period().start()
                + (overlap.period().end() == null
                        ? ""
                        : " to " + overlap.period().end());
        return overlap.pended()
                ? "another request for the same product" + what + " is still pended"
                : "an authorization of the same product" + what + " is on file" + renewal(overlap);
    }

    /** Numbers are told to those who take part in both requests only. */
    private String details(Overlap overlap) {
        List<String> details = new ArrayList<>();
        if (sender.isOneOf(overlap.file().submitters())
                || !Collections.disjoint(sender.providers(), overlap.file().providers())) {
            details.add(String.valueOf(overlap.item().number()));
        }
        BigDecimal units = overlap.item().units();
        if (units != null && units.signum() > 0) {
            details.add(units.toPlainString() + " units");
        }
        return details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
    }

    private static String renewal(Overlap overlap) {
        return overlap.renewableFrom() == null
                ? ""
                : "; what begins on " + overlap.renewableFrom() + " or later is its renewal";
    }
}
