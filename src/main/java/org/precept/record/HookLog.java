package org.precept.record;

/** The dispute log of hook calls. */
public interface HookLog {

    /**
     * Keeps a call before it is answered: the call and its assertions are durable when this returns. The GuidanceResponses
     * become visible on the FHIR API soon after (a search for them waits until they are).
     */
    void keep(HookCall call);
}
