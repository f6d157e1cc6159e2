package org.precept.crd.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.precept.record.CallId;
import org.precept.record.CallSearch;
import org.precept.record.CallSummary;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedback.Outcome;
import org.precept.record.CardFeedbacks;
import org.precept.record.HookCalls;
import org.precept.record.LoggedCall;
import org.precept.record.MeasuredCall;

/** Measures of calls and outcomes by card. */
final class MeasuredInMemory implements HookCalls, CardFeedbacks {
    final TreeMap<CallId, String> calls = new TreeMap<>();
    final Map<UUID, Outcome> outcomes = new HashMap<>();
    final List<Integer> pages = new ArrayList<>();

    @Override
    public List<MeasuredCall> measured(CallId after, Instant until, int most) {
        List<MeasuredCall> page = calls.subMap(after, false, CallId.first(until), false).entrySet().stream()
                .limit(most)
                .map(entry -> new MeasuredCall(entry.getKey(), entry.getValue()))
                .toList();
        pages.add(page.size());
        return page;
    }

    @Override
    public Map<UUID, Outcome> outcomes(CallId first, CallId last) {
        return outcomes;
    }

    @Override
    public boolean keep(CardFeedback feedback) {
        return false;
    }

    @Override
    public List<CardFeedback> onCall(CallId call) {
        return List.of();
    }

    @Override
    public List<CallSummary> search(CallSearch search) {
        return List.of();
    }

    @Override
    public Optional<LoggedCall> find(CallId id) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> answer(CallId id) {
        return Optional.empty();
    }
}
