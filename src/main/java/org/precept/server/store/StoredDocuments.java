package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.precept.pas.documents.DocumentStore;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents in the FHIR store, stored on behalf of the request so that its interceptors see them. */
final class StoredDocuments implements DocumentStore {

    private final DaoRegistry daos;
    private final TransactionTemplate transaction;

    StoredDocuments(DaoRegistry daos, TransactionTemplate transaction) {
        this.daos = daos;
        this.transaction = transaction;
    }

    @Override
    public void store(List<? extends Resource> documents, RequestDetails request) {
        transaction.executeWithoutResult(status -> {
            TransactionDetails details = new TransactionDetails();
            documents.forEach(document -> store(document, request, details));
        });
    }

    private <T extends Resource> void store(T document, RequestDetails request, TransactionDetails details) {
        IFhirResourceDao<T> dao = daos.getResourceDao(document);
        dao.update(document, null, true, false, request, details);
    }
}
