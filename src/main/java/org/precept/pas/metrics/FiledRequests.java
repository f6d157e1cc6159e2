package org.precept.pas.metrics;

import java.util.Optional;
import org.precept.record.PasExchange;
import org.precept.record.RequestFile;

/** What a notification is about and does not carry: the request that it answers. */
interface FiledRequests {

    /** The request that the exchange is about; empty when the exchange brings it itself, or it is not on file. */
    Optional<Filed> of(PasExchange exchange);

    /**
     * A request on file.
     *
     * @param bundle as it was sent
     * @param file as it stands
     */
    record Filed(Messages bundle, RequestFile file) {}
}
