package org.precept.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;

/** A request with its updates as those know it who talk to the server about it. Whoever works on it holds it. */
final class KillCase {

    /** Items that somebody can still change. */
    private static final Set<String> OPEN = Set.of("APPROVED", "MODIFIED", "PENDED_DOCUMENTS", "PENDED_REVIEW");

    final Member member;
    /** Its provider sends no documents, so that something goes on waiting for them. */
    final boolean silent;

    private final AtomicBoolean held = new AtomicBoolean();

    /** As acknowledged last; null before that. */
    @Nullable
    Sent acknowledged;

    /** Sent, and not acknowledged. */
    @Nullable
    Sent sending;

    /** A decision or a document that was sent, and what came of it is not known. */
    @Nullable
    Doubt doubt;

    /** Id of the ClaimResponse that answered last, and what it or a later version of it says. */
    String responseId = "";

    private Map<Integer, Item> items = Map.of();

    KillCase(Member member, boolean silent) {
        this.member = member;
        this.silent = silent;
    }

    /**
     * Whom it is about.
     *
     * @param payer identifier value
     * @param number member number
     * @param patient id of the stored Patient
     */
    record Member(String payer, String number, String patient) {}

    /**
     * An item.
     *
     * @param status as the server's files call it
     * @param number authorization or trace number; empty when it has none any more
     */
    record Item(String status, String number) {}

    /**
     * A request or update.
     *
     * @param number of our own
     * @param claimUrl what its sender calls the Claim
     * @param answer as acknowledged; null while it was not
     */
    record Sent(
            int number,
            KillCase about,
            Bundle bundle,
            String body,
            String claimUrl,
            @Nullable String answer) {

        Sent answered(String text) {
            return new Sent(number, about, bundle, body, claimUrl, text);
        }
    }

    /**
     * What was sent for an item otherwise than by its Claim.
     *
     * @param after statuses that the item may have when it was taken
     * @param document null for a decision
     */
    record Doubt(
            int sequence,
            Item before,
            Set<String> after,
            @Nullable Document document) {}

    /**
     * A document on its way.
     *
     * @param name type and id under which it is stored
     * @param others how many more the item waits for
     * @param acknowledged the server said that it has it
     */
    record Document(String method, String path, String body, String name, int others, boolean acknowledged) {}

    boolean hold() {
        return held.compareAndSet(false, true);
    }

    void release() {
        held.set(false);
    }

    Map<Integer, Item> items() {
        return items;
    }

    /** An item that it has. */
    Item item(int sequence) {
        Item item = items.get(sequence);
        if (item == null) {
            throw new IllegalStateException("no such item");
        }
        return item;
    }

    /** It stands as an answer says, and nothing is in doubt. */
    void stands(String id, Map<Integer, Item> now) {
        responseId = id;
        items = new TreeMap<>(now);
        doubt = null;
    }

    /** True when nothing about it is on its way. */
    boolean settled() {
        return sending == null && doubt == null && acknowledged != null;
    }

    /** Sequences of the items with one of the statuses. */
    List<Integer> in(Set<String> statuses) {
        return items.entrySet().stream()
                .filter(item -> statuses.contains(item.getValue().status()))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<Integer> open() {
        return in(OPEN);
    }
}
