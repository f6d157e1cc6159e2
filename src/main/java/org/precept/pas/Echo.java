package org.precept.pas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;

/** Adds to an answer every resource of the request that it refers to, once, under the same fullUrl and id (spec-30/31/33). */
final class Echo {

    private Echo() {}

    /**
     * Completes an answer.
     *
     * @param answer Bundle whose entries are the payer's own resources
     * @param request entries of the request; its Claim is known to the client and is not sent back
     */
    static void into(Bundle answer, Entries request) {
        Set<Entry> echoed = new LinkedHashSet<>();
        Deque<Entry> todo = new ArrayDeque<>();
        answer.getEntry().forEach(entry -> todo.addAll(targets(entry.getResource(), null, request)));
        while (!todo.isEmpty()) {
            Entry entry = todo.remove();
            if (!(entry.resource() instanceof Claim) && echoed.add(entry)) {
                todo.addAll(targets(entry.resource(), entry.fullUrl(), request));
            }
        }
        echoed.forEach(entry -> answer.addEntry().setFullUrl(entry.fullUrl()).setResource(entry.resource()));
    }

    private static List<Entry> targets(Resource resource, @Nullable String from, Entries request) {
        return References.in(resource, "").stream()
                .flatMap(found -> request.one(found.reference(), from).stream())
                .toList();
    }
}
