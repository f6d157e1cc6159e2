package org.precept.criteria;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.opencds.cqf.cql.engine.execution.CqlEngine;

/**
 * Evaluations of one evidence that may go on: a define that one has computed, the next with the same parameters finds,
 * whichever library asks. Each is in one hand at a time; one that failed or took too long does not come back.
 */
final class Evaluations {

    private final Map<Key, CqlEngine> idle = new ConcurrentHashMap<>();

    /**
     * What an evaluation's values depend on beside the evidence.
     *
     * @param engine whose libraries and value sets it uses
     */
    record Key(CqlCriteriaEngine engine, RequestParameters parameters) {}

    CqlEngine take(Key key, Supplier<CqlEngine> made) {
        CqlEngine known = idle.remove(key);
        return known == null ? made.get() : known;
    }

    void leave(Key key, CqlEngine evaluation) {
        idle.put(key, evaluation);
    }
}
