package org.precept.pas.documents;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Stores documents as the FHIR API does. */
public interface DocumentStore {

    /**
     * Stores all of them or none, in a transaction of its own, with everything that stands by when the FHIR API stores
     * something. One that is stored already under its id is replaced.
     *
     * @param documents with their ids
     * @param request that brings them
     * @throws RuntimeException when one of them is refused; nothing is stored then
     */
    void store(List<? extends Resource> documents, RequestDetails request);
}
