package org.precept.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds logged hook calls. */
public interface HookCalls {

    /** Calls that fit, the newest first. */
    List<CallSummary> search(CallSearch search);

    /** A call with request and answer. */
    Optional<LoggedCall> find(CallId id);

    /** Body of the answer to a call, as sent. */
    Optional<byte[]> answer(CallId id);

    /**
     * Calls with their measures, the earliest first.
     *
     * @param after later than this call
     * @param until received before
     * @param most how many at most
     */
    List<MeasuredCall> measured(CallId after, Instant until, int most);
}
