package org.precept.record;

import java.time.Duration;
import java.util.Optional;
import org.precept.determination.Authorization;

/**
 * Approvals that nobody had to ask for (CRD 2.2.1, card type {@code unsolicited-determ}): decided and kept exactly like
 * those of a submitted request.
 */
public interface UnsolicitedDeterminations {

    /**
     * Decides on the orders as on a submitted request for them, while no other request of the member runs. When every
     * item is approved all of it is durable when this returns; otherwise nothing is stored.
     *
     * @param patience how long to wait for the member's other requests
     * @return the approval, the one on file when one covers the orders already; empty when the orders are not approvable
     *     without a person or more documents
     * @throws RuntimeException when it could not be decided or stored; nothing is stored then
     */
    Optional<Authorization> approve(SignedOrders orders, Duration patience);
}
