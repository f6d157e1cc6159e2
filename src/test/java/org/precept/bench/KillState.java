package org.precept.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.precept.bench.KillCase.Sent;

/** What clients sent and what they were told, over all restarts of the server. */
final class KillState {

    /** What clients do. */
    enum Kind {
        REQUEST("requests"),
        UPDATE("updates"),
        CANCELLATION("cancellations"),
        DOCUMENT("documents"),
        DECISION("decisions");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** So many of the latest cases are worked on. */
    private static final int RECENT = 250;

    /** Requests and updates by a number of their own. */
    final Map<Integer, Sent> sent = new ConcurrentHashMap<>();

    /** Documents of which the server said that it has them: name to trace number. */
    final Map<String, String> documents = new ConcurrentHashMap<>();

    /** Documents and decisions that are under way right now. */
    final Map<Kind, AtomicInteger> underWay =
            Map.of(Kind.DOCUMENT, new AtomicInteger(), Kind.DECISION, new AtomicInteger());

    final List<String> problems = new CopyOnWriteArrayList<>();
    final AtomicInteger repeated = new AtomicInteger();
    private final List<KillCase> cases = new ArrayList<>();
    private final Map<Kind, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    KillState() {
        for (Kind kind : Kind.values()) {
            acknowledged.put(kind, new AtomicInteger());
        }
    }

    int nextNumber() {
        return numbers.incrementAndGet();
    }

    void counted(Kind kind) {
        acknowledged.get(kind).incrementAndGet();
    }

    /** How many of a kind were acknowledged. */
    int count(Kind kind) {
        return acknowledged.get(kind).get();
    }

    /** How many of all kinds were acknowledged. */
    int count() {
        return acknowledged.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    synchronized void opened(KillCase opened) {
        cases.add(opened);
    }

    synchronized List<KillCase> cases() {
        return List.copyOf(cases);
    }

    /** A recent case of that sort that nobody works on, now held; null when there is none. */
    @Nullable
    KillCase hold(Random random, Predicate<KillCase> sort) {
        List<KillCase> all = cases();
        List<KillCase> recent = all.subList(Math.max(0, all.size() - RECENT), all.size());
        int begin = recent.isEmpty() ? 0 : random.nextInt(recent.size());
        for (int i = 0; i < recent.size(); i++) {
            KillCase each = recent.get((begin + i) % recent.size());
            if (each.hold()) {
                if (each.settled() && sort.test(each)) {
                    return each;
                }
                each.release();
            }
        }
        return null;
    }

    /** Remembers an answer; one that differs from the answer before is a problem. Whoever calls holds the case. */
    void acknowledged(Sent message, String answer) {
        Sent before = sent.get(message.number());
        if (before != null && before.answer() != null) {
            if (!before.answer().equals(answer)) {
                problems.add("request " + message.number() + " was answered in two ways");
            }
            return;
        }
        Answers.Said said = Answers.said(Answers.response(answer));
        if (said.items().isEmpty()) {
            problems.add("request " + message.number() + " was refused: " + answer);
        }
        Sent answered = message.answered(answer);
        sent.put(message.number(), answered);
        KillCase about = message.about();
        about.acknowledged = answered;
        about.sending = null;
        about.stands(said.id(), said.items());
    }

    /** Requests and updates with their answers. */
    List<Sent> answered() {
        return sent.values().stream().filter(each -> each.answer() != null).toList();
    }
}
