package org.precept.pas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.precept.record.Arrival;
import org.precept.record.Documents;
import org.precept.record.TraceDocument;

/** Documents of trace numbers in memory; nothing takes back what a failing transaction took. */
public final class MemoryDocuments implements Documents {

    private final List<Arrival> waiting = new ArrayList<>();
    private final List<TraceDocument> taken = new ArrayList<>();

    @Override
    public void arrived(Arrival arrival, Instant notBefore) {
        waiting.add(arrival);
    }

    @Override
    public List<Arrival> due(Instant now, int most) {
        return List.of();
    }

    @Override
    public List<Arrival> waiting(Collection<String> traces) {
        return waiting.stream()
                .filter(arrival -> traces.contains(arrival.trace()))
                .toList();
    }

    @Override
    public void taken(Collection<Arrival> belonging, Collection<Arrival> others) {
        belonging.forEach(arrival ->
                taken.add(new TraceDocument(arrival.trace(), arrival.document(), arrival.code(), arrival.at())));
        waiting.removeAll(belonging);
        waiting.removeAll(others);
    }

    @Override
    public void failed(String trace, Instant notBefore) {}

    @Override
    public long stuck() {
        return 0;
    }

    @Override
    public List<TraceDocument> of(Collection<String> traces) {
        return taken.stream()
                .filter(document -> traces.contains(document.trace()))
                .toList();
    }
}
