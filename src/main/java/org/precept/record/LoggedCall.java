package org.precept.record;

/**
 * A hook call as it was logged.
 *
 * @param summary what it was
 * @param request body as received, without tokens
 * @param response body as sent
 */
public record LoggedCall(CallSummary summary, byte[] request, byte[] response) {}
