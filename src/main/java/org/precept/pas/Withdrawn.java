package org.precept.pas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.precept.pas.Entries.Entry;

/**
 * Entries that come with a request but are no part of it any more: brought only by supporting information or items that are
 * cancelled, or only by the earlier Claim of an update (prof-8: not to be used when the request is evaluated).
 */
final class Withdrawn {

    private final PasRequest request;
    private final List<Entry> wanted = new ArrayList<>();
    private final List<Entry> unwanted = new ArrayList<>();

    private Withdrawn(PasRequest request) {
        this.request = request;
    }

    static Set<Entry> in(PasRequest request) {
        return new Withdrawn(request).find();
    }

    private Set<Entry> find() {
        Entry claim = request.entries().all().get(0);
        Set<String> cancelled = cancelled();
        for (References.Found found : References.in(claim.resource(), "")) {
            boolean withdrawn =
                    found.path().startsWith(".related[") || cancelled.stream().anyMatch(found.path()::startsWith);
            (withdrawn ? unwanted : wanted)
                    .addAll(request.entries().find(found.reference().getReference(), claim.fullUrl()));
        }
        if (unwanted.isEmpty()) {
            return Set.of();
        }
        Set<Entry> withdrawn = reached(unwanted);
        withdrawn.removeAll(reached(wanted));
        return withdrawn;
    }

    /** Paths of the Claim's entries that are cancelled. */
    private Set<String> cancelled() {
        Claim claim = request.claim();
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < claim.getSupportingInfo().size(); i++) {
            if (Cancellation.of(claim.getSupportingInfo().get(i))) {
                paths.add(".supportingInfo[" + i + "].");
            }
        }
        for (int i = 0; i < claim.getItem().size(); i++) {
            if (Cancellation.of(claim.getItem().get(i))) {
                paths.add(".item[" + i + "].");
            }
        }
        return paths;
    }

    private Set<Entry> reached(List<Entry> from) {
        Set<Entry> reached = new HashSet<>();
        Deque<Entry> todo = new ArrayDeque<>(from);
        while (!todo.isEmpty()) {
            Entry entry = todo.remove();
            if (entry.position() > 0 && reached.add(entry)) {
                References.in(entry.resource(), "")
                        .forEach(found -> todo.addAll(
                                request.entries().find(found.reference().getReference(), entry.fullUrl())));
            }
        }
        return reached;
    }
}
