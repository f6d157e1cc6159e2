package org.precept.pas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.precept.pas.Entries.Entry;

/**
 * Everything reachable from the Claim is in the Bundle exactly once (requirements spec-13, spec-14, spec-18). What the
 * Claim does not lead to is evidence all the same and is not held to this; neither is the earlier Claim of an update.
 */
final class ReferenceCheck {

    private ReferenceCheck() {}

    static void check(Entries entries, Problems problems) {
        Set<Entry> reached = new HashSet<>();
        Deque<Entry> todo = new ArrayDeque<>(List.of(entries.all().get(0)));
        while (!todo.isEmpty()) {
            Entry entry = todo.remove();
            if (!reached.add(entry)) {
                continue;
            }
            for (References.Found found : References.in(entry.resource(), entry.path())) {
                if (isPrior(entry, found)) {
                    continue;
                }
                List<Entry> targets = entries.find(found.reference().getReference(), entry.fullUrl());
                if (targets.isEmpty()) {
                    problems.notFound(
                            found.path(),
                            "No entry of this Bundle is what this refers to. Add the resource, with the fullUrl that"
                                    + " the reference resolves to.");
                } else if (targets.size() > 1) {
                    problems.duplicate(
                            found.path(),
                            "More than one entry of this Bundle is what this refers to. Send the resource once.");
                }
                todo.addAll(targets);
            }
        }
    }

    /** The earlier Claim may be known here by its reference alone, and what it was about is on file. */
    private static boolean isPrior(Entry entry, References.Found found) {
        return entry.position() == 0 && found.path().startsWith(PasRequest.CLAIM + ".related[");
    }
}
