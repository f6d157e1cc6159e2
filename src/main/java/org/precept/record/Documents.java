package org.precept.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Which documents belong to which trace number, and which of them nobody has looked at yet. An arrival is kept in the
 * transaction that stores its document and taken in the one that decides on it, so that none is lost in between.
 */
public interface Documents {

    /**
     * Keeps an arrival; joins the running transaction.
     *
     * @param notBefore when {@link #due} gives it out, should nobody have taken it by then
     */
    void arrived(Arrival arrival, Instant notBefore);

    /** Arrivals that nobody has taken and that are to be looked at by now, the oldest first. */
    List<Arrival> due(Instant now, int most);

    /** Arrivals for any of the trace numbers that nobody has taken, the oldest first. */
    List<Arrival> waiting(Collection<String> traces);

    /**
     * Takes arrivals for good: those that belong to their trace are found by {@link #of} from now on. Joins the running
     * transaction.
     *
     * @param belonging the documents of the trace's member
     * @param others whatever else was taken for one
     */
    void taken(Collection<Arrival> belonging, Collection<Arrival> others);

    /** Counts a failure of deciding on what has arrived for a trace number, and has it wait. */
    void failed(String trace, Instant notBefore);

    /** How many arrivals are waiting although deciding on them has failed already. */
    long stuck();

    /** The documents of the trace numbers, the earliest first. */
    List<TraceDocument> of(Collection<String> traces);
}
