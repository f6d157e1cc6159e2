package org.precept.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What clients sent and what they were told, over all restarts of the server. */
final class KillState {

    /** Requests by a number of their own. */
    final Map<Integer, Sent> requests = new ConcurrentHashMap<>();

    /** Acknowledged decisions of reviewers: status of the item by trace number. */
    final Map<String, String> decisions = new ConcurrentHashMap<>();

    /** What waits for a reviewer, as far as clients know. */
    final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** Trace numbers whose decision was sent and not acknowledged. */
    final Set<String> uncertain = ConcurrentHashMap.newKeySet();

    final List<String> problems = new CopyOnWriteArrayList<>();
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();

    /**
     * A request.
     *
     * @param answer as acknowledged; null while it was not
     */
    record Sent(
            int number, String payer, String body, @Nullable String answer) {
        Sent answered(String acknowledged) {
            return new Sent(number, payer, body, acknowledged);
        }
    }

    /** An item under its trace number. */
    record Waiting(String trace, String payer) {}

    /** Remembers an answer; one that differs from the answer before is a problem. */
    void acknowledged(Sent request, String answer) {
        Sent before = requests.put(request.number(), request.answered(answer));
        if (before != null && before.answer() != null && !before.answer().equals(answer)) {
            problems.add("request " + request.number() + " was answered in two ways");
        }
        if (before == null || before.answer() == null) {
            String number = Answers.number(Answers.response(answer));
            if (number.startsWith("TR")) {
                waiting.add(new Waiting(number, request.payer()));
            } else if (!number.startsWith("PA")) {
                problems.add("request " + request.number() + " has no number");
            }
        }
    }

    List<Sent> unanswered() {
        return requests.values().stream().filter(sent -> sent.answer() == null).toList();
    }

    List<Sent> answered() {
        return new ArrayList<>(
                requests.values().stream().filter(each -> each.answer() != null).toList());
    }
}
