package org.precept.record;

/**
 * What was measured of a hook call.
 *
 * @param id of the call
 * @param measures JSON, see {@link HookCall#measures}
 */
public record MeasuredCall(CallId id, String measures) {}
