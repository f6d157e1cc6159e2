package org.precept.record;

import java.util.Optional;

/** Keeps what was said under an assertion id or trace number, so that DTR and PAS can honour it. */
public interface RequestContexts {

    /** Remembers; joins the running transaction when there is one. */
    void remember(RequestContext context);

    /** Finds by coverage-assertion-id or trace number. */
    Optional<RequestContext> find(String id);
}
