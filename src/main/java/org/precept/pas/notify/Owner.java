package org.precept.pas.notify;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.precept.pas.notify.Submitters.Submitter;

/**
 * Whose a Subscription is.
 *
 * @param name as it is stored
 * @param submitter what is configured for it; null for a caller who is nobody in particular
 */
record Owner(String name, @Nullable Submitter submitter) {

    /**
     * True when notifications of this owner may be sent there: to what is configured, or while nobody is, to this machine.
     */
    boolean maySendTo(URI address) {
        return submitter == null
                ? AllowedEndpoint.isLoopback(address)
                : submitter.endpoints().stream().map(AllowedEndpoint::of).anyMatch(allowed -> allowed.covers(address));
    }
}
