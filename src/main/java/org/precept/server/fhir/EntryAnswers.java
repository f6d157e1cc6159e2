package org.precept.server.fhir;

import ca.uhn.fhir.jpa.dao.BaseTransactionProcessor;
import ca.uhn.fhir.jpa.dao.r4.TransactionProcessorVersionAdapterR4;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.slf4j.MDC;

/**
 * Answers an entry of a batch that fails as the same request alone would be answered: with its status and OperationOutcome.
 * HAPI by itself keeps nothing of an outcome but a message, and takes every exception that is not its own for a fault of the
 * server.
 */
final class EntryAnswers extends TransactionProcessorVersionAdapterR4 {

    private static final String STATUS = EntryAnswers.class.getName();

    @Override
    public void populateEntryWithOperationOutcome(BaseServerResponseException failure, BundleEntryComponent entry) {
        // Reading entries are worked off by threads that do not know the id.
        String requestId = Optional.ofNullable(MDC.get("requestId")).orElse("of the Bundle");
        BaseServerResponseException answer = FhirFailures.answer(failure, requestId);
        String status = BaseTransactionProcessor.toStatusString(answer.getStatusCode());
        entry.setUserData(STATUS, status);
        entry.getResponse().setStatus(status).setOutcome((OperationOutcome) answer.getOperationOutcome());
    }

    /** HAPI may set its own status after the outcome. */
    @Override
    public void setResponseStatus(BundleEntryComponent entry, String status) {
        super.setResponseStatus(entry, entry.hasUserData(STATUS) ? entry.getUserString(STATUS) : status);
    }
}
